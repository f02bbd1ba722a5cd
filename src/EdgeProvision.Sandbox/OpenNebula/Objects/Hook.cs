using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>A program that the daemon runs when something has happened. Those for states of virtual machines are played.</summary>
internal sealed class Hook(int id, string name, string type, User owner) : PoolObject(ObjectKind.Hook, id, name, owner)
{
    /// <summary>What it runs, below the folder of hooks.</summary>
    internal string Command => Template.Get("COMMAND");

    /// <summary>Whether it is for a machine that has come to this state.</summary>
    internal bool IsFor(VirtualMachine vm) => type == "state" && Template.Get("RESOURCE") == "VM"
        && Template.Get("STATE") == VmStateNames.Of(vm.State) && Template.Get("LCM_STATE") == VmStateNames.Of(vm.LifeCycle);

    internal override void Write(XmlText xml, XmlView view)
    {
        xml.Open("HOOK").Number("ID", Id).Plain("NAME", Name).Plain("TYPE", type);
        WriteLock(xml);
        view.WriteTemplate(xml, this);
        xml.Close("HOOK");
    }
}
