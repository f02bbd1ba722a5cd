using System.Globalization;
using EdgeProvision.Sandbox.OpenNebula.Drivers;
using EdgeProvision.Sandbox.OpenNebula.Templates;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

internal sealed class Host : PoolObject
{
    private DateTimeOffset enabledAt;
    private DateTimeOffset measuredAt;
    private HostCapacity? capacity;

    internal Host(int id, string name, string imMad, string vmMad, int clusterId, DateTimeOffset now)
        : base(ObjectKind.Host, id, name, null)
    {
        ImMad = imMad;
        VmMad = vmMad;
        ClusterId = clusterId;
        enabledAt = now;
        Template.Add("IM_MAD", imMad);
        Template.Add("RESERVED_CPU", "");
        Template.Add("RESERVED_MEM", "");
        Template.Add("VM_MAD", vmMad);
    }

    internal string ImMad { get; private set; }

    internal string VmMad { get; private set; }

    internal int ClusterId { get; set; }

    internal HostState State { get; private set; }

    internal override string StateText => State.ToString();

    internal void Enable(DateTimeOffset now)
    {
        State = HostState.Init;
        enabledAt = now;
    }

    internal void Disable(HostState state) => State = state;

    /// <summary>
    /// Lets the time pass that lies between two reads: a host that is enabled is measured, first after a short while, then in intervals.
    /// Done when it is looked at, so that no timer runs for hosts that nobody asks about.
    /// </summary>
    internal void CatchUp(DateTimeOffset now, IHostMonitor monitor, FrontEndOptions options)
    {
        if (State is HostState.Disabled or HostState.Offline) return;
        var due = State == HostState.Init ? enabledAt + options.FirstMonitoring : measuredAt + options.MonitoringInterval;
        if (now < due) return;
        measuredAt = now;
        if (monitor.Measure(Name, ImMad) is { } found)
        {
            capacity = found;
            State = HostState.Monitored;
        }
        else if (State != HostState.Init || now >= enabledAt + options.MonitoringPatience)
        {
            State = HostState.Error;
        }
    }

    /// <summary>The drivers are kept when an update drops them and changed when it names others.</summary>
    internal override void AfterUpdate(Template before)
    {
        if (Template.Get("IM_MAD") is { Length: > 0 } im) ImMad = im;
        if (Template.Get("VM_MAD") is { Length: > 0 } vm) VmMad = vm;
        Template.Set("IM_MAD", ImMad);
        Template.Set("VM_MAD", VmMad);
    }

    internal override void Write(XmlText xml, XmlView view)
    {
        xml.Open("HOST").Number("ID", Id).Plain("NAME", Name).Number("STATE", (int)State).Number("PREV_STATE", (int)State)
            .CData("IM_MAD", ImMad).CData("VM_MAD", VmMad);
        if (view.Facts.IsOld) xml.Number("LAST_MON_TIME", measuredAt == default ? 0 : measuredAt.ToUnixTimeSeconds());
        xml.Number("CLUSTER_ID", ClusterId).Plain("CLUSTER", view.Zone.Clusters.Find(ClusterId)?.Name ?? "");
        WriteShare(xml, view);
        xml.Ids("VMS", view.Zone.VmsOn(Id).Select(v => v.Id));
        view.WriteTemplate(xml, this);
        if (!view.Facts.IsOld) WriteMonitoring(xml);
        xml.Close("HOST");
    }

    /// <summary>The last values measured, as <c>one.host.monitoring</c> and the host's XML have them.</summary>
    internal void WriteMonitoring(XmlText xml)
    {
        if (capacity is null)
        {
            xml.Empty("MONITORING");
            return;
        }

        xml.Open("MONITORING").Number("TIMESTAMP", measuredAt.ToUnixTimeSeconds()).Number("ID", Id)
            .Open("CAPACITY").CData("FREE_CPU", capacity.Cpu).CData("FREE_MEMORY", capacity.MemoryKiB)
            .CData("USED_CPU", 0).CData("USED_MEMORY", 0).Close("CAPACITY")
            .Open("SYSTEM").CData("NETRX", 0).CData("NETTX", 0).Close("SYSTEM").Close("MONITORING");
    }

    private void WriteShare(XmlText xml, XmlView view)
    {
        var vms = view.Zone.VmsOn(Id).ToList();
        var cpu = capacity?.Cpu ?? 0;
        var memory = capacity?.MemoryKiB ?? 0;
        var (disk, free, used) = capacity is null ? (0, 0, 0) : (20480, 20480, 9720);
        xml.Open("HOST_SHARE");
        if (view.Facts.IsOld) xml.Number("DISK_USAGE", 0);
        xml.Number("MEM_USAGE", vms.Sum(v => v.MemoryMiB * 1024L)).Number("CPU_USAGE", vms.Sum(v => v.CpuPercent))
            .Number("TOTAL_MEM", memory).Number("TOTAL_CPU", cpu)
            .Number("MAX_MEM", Unreserved(view, "RESERVED_MEM", memory)).Number("MAX_CPU", Unreserved(view, "RESERVED_CPU", cpu));
        if (view.Facts.IsOld)
        {
            xml.Number("MAX_DISK", disk).Number("FREE_DISK", free).Number("USED_DISK", used).Number("FREE_MEM", memory)
                .Number("USED_MEM", 0).Number("FREE_CPU", cpu).Number("USED_CPU", 0);
        }

        xml.Number("RUNNING_VMS", vms.Count).Number("VMS_THREAD", 1).Open("DATASTORES");
        if (!view.Facts.IsOld)
            xml.CData("DISK_USAGE", 0).CData("FREE_DISK", free).CData("MAX_DISK", disk).CData("USED_DISK", used);
        xml.Close("DATASTORES").Open("PCI_DEVICES").Close("PCI_DEVICES").Open("NUMA_NODES").Close("NUMA_NODES").Close("HOST_SHARE");
    }

    // A number, or a share in percent; the host's own value counts before its cluster's.
    private long Unreserved(XmlView view, string name, long total)
    {
        var reserved = Template.Get(name);
        if (reserved.Length == 0) reserved = view.Zone.Clusters.Find(ClusterId)?.Template.Get(name) ?? "";
        var share = reserved.EndsWith('%');
        if (!long.TryParse(reserved.TrimEnd('%'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return total;
        return total - (share ? total * number / 100 : number);
    }
}
