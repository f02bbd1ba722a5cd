using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Templates;
using EdgeProvision.Sandbox.OpenNebula.Wire;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>What every kind of object has alike: info, update, rename, chmod, chown.</summary>
internal static class ObjectCalls
{
    internal static void AddTo(CallTable table)
    {
        foreach (var kind in (ObjectKind[])[ObjectKind.Cluster, ObjectKind.Host, ObjectKind.Datastore, ObjectKind.Network, ObjectKind.Image,
            ObjectKind.Template, ObjectKind.Vm, ObjectKind.Document])
        {
            // VM templates have one more flag (extended) before the one that decrypts.
            table.Add($"one.{kind.Method}.info", call => Info(call, kind, kind == ObjectKind.Template ? 3 : 2));
            Add(table, kind, "update", call => Update(call, kind));
            Add(table, kind, "rename", call => Rename(call, kind));
            if (kind == ObjectKind.Cluster || kind == ObjectKind.Host) continue;
            Add(table, kind, "chmod", call => ChangeMode(call, kind));
            Add(table, kind, "chown", call => ChangeOwner(call, kind));
        }
    }

    internal static RpcValue Info(CallContext call, ObjectKind kind, int decryptAt)
    {
        var item = call.Get<PoolObject>(kind, call.Int(1), Permissions.Right.Use);
        var decrypt = call.OptionalFlag(decryptAt) && call.Caller.IsAdministrator;
        var xml = new XmlText();
        item.Write(xml, new XmlView(call.Zone, decrypt, InPool: false));
        return new RpcValue.Text(xml.ToString());
    }

    private static void Add(CallTable table, ObjectKind kind, string action, Func<CallContext, int> handler)
    {
        var method = $"one.{kind.Method}.{action}";
        if (kind == ObjectKind.Network || kind == ObjectKind.Vm) table.AddGated(method, kind, handler);
        else table.Add(method, handler);
    }

    private static int Update(CallContext call, ObjectKind kind)
    {
        var (id, text, mode) = (call.Int(1), call.Text(2), call.Int(3));
        var item = call.Get<PoolObject>(kind, id, Permissions.Right.Manage);
        if (mode is not (0 or 1)) throw new Refusal(Refusal.XmlRpcApi, "Wrong update type");
        var given = call.Parse(text, "Cannot update template. ");
        if (item is VirtualMachine vm)
        {
            vm.UserTemplate = Combine(vm.UserTemplate, given, mode);
            return id;
        }

        var before = item.Template;
        item.Template = Combine(before, given, mode);
        item.AfterUpdate(before);
        call.Zone.Encrypt(item);
        return id;
    }

    private static Template Combine(Template before, Template given, int mode)
    {
        if (mode == 0) return given;
        var merged = before.Copy();
        merged.Merge(given);
        return merged;
    }

    private static int Rename(CallContext call, ObjectKind kind)
    {
        var (id, name) = (call.Int(1), call.Text(2));
        var item = call.Get<PoolObject>(kind, id, Permissions.Right.Manage);
        if (NameRules.Check(name) is { } wrong) throw new Refusal(Refusal.Action, wrong);
        if (Names.Taken(call.Zone, kind, name, item.Uid) is { } other && other.Id != id)
            throw new Refusal(Refusal.Action, $"{kind.Word} cannot be renamed to {name} because it collides with {kind.Word} {other.Id}");
        item.Name = name;
        return id;
    }

    private static int ChangeMode(CallContext call, ObjectKind kind)
    {
        var values = Enumerable.Range(2, 9).Select(call.Int).ToList();
        var item = call.Get<PoolObject>(kind, call.Int(1), Permissions.Right.Manage);
        item.Permissions.Change(values);
        return item.Id;
    }

    private static int ChangeOwner(CallContext call, ObjectKind kind)
    {
        var (id, uid, gid) = (call.Int(1), call.Int(2), call.Int(3));
        var item = call.Get<PoolObject>(kind, id, Permissions.Right.Manage);
        if (uid >= 0) (item.Uid, item.UserName) = (uid, call.Get<User>(ObjectKind.User, uid).Name);
        if (gid >= 0) (item.Gid, item.GroupName) = (gid, Names.Group(gid));
        return id;
    }
}
