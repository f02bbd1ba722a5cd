using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Templates;
using EdgeProvision.Sandbox.OpenNebula.Wire;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>Lists, newest first. Some take a filter, the others show what the caller may use.</summary>
internal static class PoolCalls
{
    private const int PrimaryGroup = -4;
    private const int Mine = -3;
    private const int All = -2;
    private const int MineAndGroup = -1;

    internal static void AddTo(CallTable table)
    {
        foreach (var kind in (ObjectKind[])[ObjectKind.Cluster, ObjectKind.Host, ObjectKind.Datastore, ObjectKind.User])
            table.Add($"one.{kind.Method}pool.info", call => Write(call, kind,
                call.Zone.NewestFirst(kind).Where(o => Authority.Has(call.Caller, o, Permissions.Right.Use))));
        table.Add("one.vnpool.info", call => Filtered(call, ObjectKind.Network));
        table.Add("one.imagepool.info", call => Filtered(call, ObjectKind.Image));
        table.Add("one.templatepool.info", call => Filtered(call, ObjectKind.Template));
        table.Add("one.documentpool.info", call => Filtered(call, ObjectKind.Document));
        table.Add("one.hookpool.info", call => Filtered(call, ObjectKind.Hook));
        table.Add("one.vmpool.info", call => Filtered(call, ObjectKind.Vm));
    }

    private static RpcValue Filtered(CallContext call, ObjectKind kind)
    {
        var (filter, start, end) = (call.Int(1), call.Int(2), call.Int(3));
        var fourth = kind == ObjectKind.Document || kind == ObjectKind.Vm ? call.Int(4) : 0;
        if (filter < PrimaryGroup) throw new Refusal(Refusal.XmlRpcApi, "Incorrect filter_flag");
        var found = call.Zone.NewestFirst(kind).Where(o => Shows(call.Caller, o, filter));
        if (kind == ObjectKind.Document) found = found.Where(o => ((Document)o).Type == fourth);
        if (kind == ObjectKind.Vm) found = found.Where(o => InState(((VirtualMachine)o).State, fourth));
        if (start >= 0) found = end < -1 ? found.Skip(start).Take(-end) : found.Where(o => o.Id >= start && (end < 0 || o.Id <= end));
        return Write(call, kind, found);
    }

    // "All" means that to administrators only; for others it is no error, but shows nothing.
    private static bool Shows(User caller, PoolObject item, int filter) => filter switch
    {
        All => caller.IsAdministrator,
        Mine => item.Uid == caller.Id,
        PrimaryGroup => item.Gid == caller.Gid && Authority.Has(caller, item, Permissions.Right.Use),
        MineAndGroup => item.Uid == caller.Id || (caller.IsIn(item.Gid) && Authority.Has(caller, item, Permissions.Right.Use)),
        _ => item.Uid == filter && Authority.Has(caller, item, Permissions.Right.Use),
    };

    private static bool InState(VmState state, int asked) => asked switch
    {
        -2 => true,
        -1 => state != VmState.Done,
        _ => (int)state == asked,
    };

    private static RpcValue Write(CallContext call, ObjectKind kind, IEnumerable<PoolObject> items)
    {
        var view = new XmlView(call.Zone, Decrypt: false, InPool: true);
        var xml = new XmlText().Open(kind.Element + "_POOL");
        foreach (var item in items) item.Write(xml, view);
        return new RpcValue.Text(xml.Close(kind.Element + "_POOL").ToString());
    }
}
