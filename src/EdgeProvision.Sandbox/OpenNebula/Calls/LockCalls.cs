using EdgeProvision.Sandbox.OpenNebula.Objects;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>Locks that users put on objects. Clusters, hosts and datastores have none.</summary>
internal static class LockCalls
{
    internal static void AddTo(CallTable table, ReleaseFacts facts)
    {
        foreach (var kind in (ObjectKind[])[ObjectKind.Document, ObjectKind.Network, ObjectKind.Template, ObjectKind.Image, ObjectKind.Vm])
        {
            var refused = facts.IsOld && kind == ObjectKind.Document;
            table.Add($"one.{kind.Method}.lock", call => refused ? throw NotForDocuments(call) : Lock(call, kind));
            table.Add($"one.{kind.Method}.unlock", call => refused ? throw NotForDocuments(call) : Unlock(call, kind));
        }
    }

    private static Refusal NotForDocuments(CallContext call) =>
        new(Refusal.Authorization, $"User [{call.Caller.Id}] not authorized to perform action on document.");

    private static int Lock(CallContext call, ObjectKind kind)
    {
        var (id, level, test) = (call.Int(1), call.Int(2), call.Flag(3));
        var item = call.Get<PoolObject>(kind, id);
        if (level is < 1 or > 4) throw new Refusal(Refusal.Action, "Wrong lock level specified");
        if (item.Lock is { } held)
        {
            if (test) throw new Refusal(Refusal.Action, held.Time.ToString(System.Globalization.CultureInfo.InvariantCulture));
            if (held.Owner != call.Caller.Id) throw new Refusal(Refusal.Action, "Error trying to lock the resource.");
        }
        else
        {
            Authority.Demand(call.Zone, call.Caller, item, Permissions.Right.Manage);
        }

        item.Lock = new ObjectLock(level == 4 ? 1 : level, call.Caller.Id, call.Zone.UnixTime, call.Zone.TakeRequestNumber());
        return id;
    }

    private static int Unlock(CallContext call, ObjectKind kind)
    {
        var item = call.Get<PoolObject>(kind, call.Int(1));
        if (item.Lock is { } held && held.Owner != call.Caller.Id && !call.Caller.IsAdministrator)
            throw new Refusal(Refusal.Action, "Cannot unlock: Lock is owned by another user");
        item.Lock = null;
        return item.Id;
    }
}
