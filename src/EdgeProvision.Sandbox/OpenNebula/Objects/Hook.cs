using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>A program that the daemon runs when something has happened. Those for states of virtual machines are played.</summary>
internal sealed class Hook(int id, string name, User owner) : PoolObject(ObjectKind.Hook, id, name, owner)
{
    /// <summary>What it runs, below the folder of hooks.</summary>
    internal string Command => Template.Get("COMMAND");

    /// <summary>Whether it is for a machine that has come to this state.</summary>
    internal bool IsFor(VirtualMachine vm) => Template.Get("RESOURCE") == "VM" && Template.Get("ON").ToUpperInvariant() switch
    {
        "RUNNING" => vm.State == VmState.Active,
        "DONE" => vm.State == VmState.Done,
        "CUSTOM" => vm.State == VmState.Active && Template.Get("STATE") == "ACTIVE" && Template.Get("LCM_STATE") == "RUNNING",
        _ => false,
    };

    internal override void Write(XmlText xml, XmlView view)
    {
        xml.Open("HOOK");
        WriteOwner(xml);
        xml.Plain("TYPE", Template.Get("TYPE"));
        if (!view.InPool) WriteLock(xml);
        view.WriteTemplate(xml, this);
        xml.Close("HOOK");
    }
}
