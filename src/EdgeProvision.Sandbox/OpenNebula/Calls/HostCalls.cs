using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Wire;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

internal static class HostCalls
{
    internal static void AddTo(CallTable table)
    {
        table.Add("one.host.allocate", Allocate);
        table.Add("one.host.status", Status);
        table.Add("one.host.delete", Delete);
        table.Add("one.host.monitoring", Monitoring);
    }

    private static int Allocate(CallContext call)
    {
        var (name, imMad, vmMad) = (call.Text(1), call.Text(2), call.Text(3));
        var zone = call.Zone;
        var asked = call.Int(4);
        call.DemandAdministrator("CREATE HOST", $"ADMIN CLUSTER [{(asked < 0 ? 0 : asked)}]");
        var cluster = call.Cluster(4);
        var (code, prefix) = (zone.Facts.AllocateCode, zone.Facts.AllocatePrefix("host"));
        if (imMad.Length == 0) throw new Refusal(code, prefix + "IM_MAD_NAME cannot be empty.");
        if (vmMad.Length == 0) throw new Refusal(code, prefix + "VMM_MAD_NAME cannot be empty.");
        if (NameRules.CheckNewHost(name, zone.Facts) is { } wrong) throw new Refusal(code, prefix + wrong);
        Names.DemandFree(zone, ObjectKind.Host, name, 0, code, prefix);
        return zone.Hosts.Add(new Host(zone.Hosts.NextId, name, imMad, vmMad, cluster, zone.Now)).Id;
    }

    private static int Status(CallContext call)
    {
        var (id, status) = (call.Int(1), call.Int(2));
        var host = call.Get<Host>(ObjectKind.Host, id, Permissions.Right.Admin);
        switch (status)
        {
            case 0: host.Enable(call.Zone.Now); break;
            case 1: host.Disable(HostState.Disabled); break;
            case 2: host.Disable(HostState.Offline); break;
            default: throw new Refusal(Refusal.Internal, "Wrong status code");
        }

        return id;
    }

    private static int Delete(CallContext call)
    {
        var id = call.Int(1);
        call.Get<Host>(ObjectKind.Host, id, Permissions.Right.Admin);
        if (call.Zone.VmsOn(id).Any())
            throw new Refusal(Refusal.Action, "Cannot delete host. Can not remove a host with running VMs");
        call.Zone.Hosts.Remove(id);
        return id;
    }

    private static RpcValue Monitoring(CallContext call)
    {
        var host = call.Get<Host>(ObjectKind.Host, call.Int(1), Permissions.Right.Use);
        var xml = new XmlText().Open("MONITORING_DATA");
        if (host.State == HostState.Monitored) host.WriteMonitoring(xml);
        return new RpcValue.Text(xml.Close("MONITORING_DATA").ToString());
    }
}
