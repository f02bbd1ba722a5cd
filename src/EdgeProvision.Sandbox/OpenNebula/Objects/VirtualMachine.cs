using System.Globalization;
using EdgeProvision.Sandbox.OpenNebula.Templates;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

internal sealed class VirtualMachine(int id, string name, User owner, long created) : PoolObject(ObjectKind.Vm, id, name, owner)
{
    // In answers it is the state itself; only hooks see, at the moment of the change, what it was.
    private (VmState State, VmLifeCycle LifeCycle)? previous;

    internal List<VmHistory> Histories { get; } = [];

    internal Template UserTemplate { get; set; } = new();

    internal VmState State { get; set; } = VmState.Pending;

    /// <summary>The card that is being plugged or unplugged: the machine is in HOTPLUG_NIC meanwhile, and the card says ATTACH.</summary>
    internal VectorAttribute? Plugged { get; private set; }

    internal long Ended { get; set; }

    internal string DeployId { get; set; } = "";

    internal override string StateText => State.ToString();

    /// <summary>The host whose capacity it takes: also a machine that is powered off keeps its place.</summary>
    internal int? HostId => State is VmState.Active or VmState.PowerOff ? Histories[^1].HostId : null;

    internal int MemoryMiB => Template.GetInt("MEMORY");

    internal int CpuPercent =>
        double.TryParse(Template.Get("CPU"), CultureInfo.InvariantCulture, out var cpu) ? (int)Math.Round(cpu * 100) : 0;

    internal bool IsRunning => LifeCycle == VmLifeCycle.Running;

    internal VmLifeCycle LifeCycle => State != VmState.Active ? VmLifeCycle.Init : Plugged is null ? VmLifeCycle.Running : VmLifeCycle.HotplugNic;

    /// <summary>The state as messages have it.</summary>
    internal string StateWord => State == VmState.Active ? VmStateNames.Of(LifeCycle) : VmStateNames.Of(State);

    /// <summary>All cards, the aliases after the others.</summary>
    internal IEnumerable<VectorAttribute> Cards => Template.Vectors("NIC").Concat(Template.Vectors("NIC_ALIAS"));

    internal VectorAttribute? Card(string id) => Cards.FirstOrDefault(c => c["NIC_ID"] == id);

    /// <summary>A card is plugged or unplugged from now on.</summary>
    internal void Plug(VectorAttribute card)
    {
        card["ATTACH"] = "YES";
        Plugged = card;
    }

    /// <summary>It is no longer.</summary>
    internal void EndPlugging()
    {
        Plugged?.Values.Remove("ATTACH");
        Plugged = null;
    }

    /// <summary>Ends the stay on its host with an action, and begins another there.</summary>
    internal void Continue(int action, long now)
    {
        var stay = Histories[^1];
        (stay.Ended, stay.Action) = (now, action);
        Histories.Add(stay with { Sequence = Histories.Count, Started = now, Ended = 0, Action = 0 });
    }

    /// <summary>What is the state now was the one before from now on.</summary>
    internal void Settle() => previous = (State, LifeCycle);

    internal bool Uses(int imageId) => State != VmState.Done
        && Template.Vectors("DISK").Any(d => d["IMAGE_ID"] == imageId.ToString(CultureInfo.InvariantCulture));

    internal override void Write(XmlText xml, XmlView view)
    {
        xml.Open("VM");
        WriteOwner(xml);
        if (!view.InPool) Permissions.Write(xml);
        xml.Number("LAST_POLL", 0).Number("STATE", (int)State).Number("LCM_STATE", (int)LifeCycle);
        if (!view.InPool) xml.Number("PREV_STATE", (int)(previous?.State ?? State)).Number("PREV_LCM_STATE", (int)(previous?.LifeCycle ?? LifeCycle));
        xml.Number("RESCHED", 0).Number("STIME", created).Number("ETIME", Ended).Plain("DEPLOY_ID", DeployId);
        if (view.InPool) WriteForPool(xml);
        else
        {
            WriteLock(xml);
            xml.Open("MONITORING").Close("MONITORING");
            if (!view.Facts.IsOld) xml.Empty("SCHED_ACTIONS");
            view.WriteTemplate(xml, this);
            TemplateXml.Write(xml, "USER_TEMPLATE", UserTemplate);
        }

        xml.Open("HISTORY_RECORDS");
        foreach (var history in view.InPool ? Histories.TakeLast(1) : Histories) history.Write(xml, view);
        xml.Close("HISTORY_RECORDS");
        if (!view.InPool && !view.Facts.IsOld)
            xml.Open("BACKUPS").Open("BACKUP_CONFIG").Close("BACKUP_CONFIG").Ids("BACKUP_IDS", []).Close("BACKUPS");
        xml.Close("VM");
    }

    // Lists carry the few values that schedulers and listings need.
    private void WriteForPool(XmlText xml)
    {
        xml.Open("TEMPLATE").Plain("CPU", Template.Get("CPU")).Plain("MEMORY", Template.Get("MEMORY")).Plain("VCPU", Template.Get("VCPU"));
        foreach (var nic in Template.Vectors("NIC"))
        {
            xml.Open("NIC");
            foreach (var name in (string[])["IP", "MAC", "NETWORK", "NETWORK_ID", "NIC_ID", "SECURITY_GROUPS"])
                if (nic.Values.TryGetValue(name, out var value)) xml.CData(name, value);
            xml.Close("NIC");
        }

        xml.Close("TEMPLATE").Open("MONITORING").Close("MONITORING").Open("USER_TEMPLATE").Close("USER_TEMPLATE");
    }
}
