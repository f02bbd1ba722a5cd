using System.Globalization;
using EdgeProvision.Sandbox.OpenNebula.Templates;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

internal sealed class VirtualMachine(int id, string name, User owner, long created) : PoolObject(ObjectKind.Vm, id, name, owner)
{
    internal List<VmHistory> Histories { get; } = [];

    internal Template UserTemplate { get; set; } = new();

    internal VmState State { get; set; } = VmState.Pending;

    internal long Ended { get; set; }

    internal string DeployId { get; set; } = "";

    internal override string StateText => State.ToString();

    /// <summary>The host whose capacity it takes: also a machine that is powered off keeps its place.</summary>
    internal int? HostId => State is VmState.Active or VmState.PowerOff ? Histories[^1].HostId : null;

    internal int MemoryMiB => Template.GetInt("MEMORY");

    internal int CpuPercent =>
        double.TryParse(Template.Get("CPU"), CultureInfo.InvariantCulture, out var cpu) ? (int)Math.Round(cpu * 100) : 0;

    internal int LifeCycleState => State == VmState.Active ? 3 : 0;

    internal string StateWord => State switch
    {
        VmState.Active => "RUNNING",
        VmState.PowerOff => "POWEROFF",
        _ => State.ToString().ToUpperInvariant(),
    };

    internal bool Uses(int imageId) => State != VmState.Done
        && Template.Vectors("DISK").Any(d => d["IMAGE_ID"] == imageId.ToString(CultureInfo.InvariantCulture));

    internal override void Write(XmlText xml, XmlView view)
    {
        xml.Open("VM");
        WriteOwner(xml);
        if (!view.InPool) Permissions.Write(xml);
        xml.Number("LAST_POLL", 0).Number("STATE", (int)State).Number("LCM_STATE", LifeCycleState);
        if (!view.InPool) xml.Number("PREV_STATE", (int)State).Number("PREV_LCM_STATE", LifeCycleState);
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
