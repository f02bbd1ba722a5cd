using EdgeProvision.Sandbox.OpenNebula.Objects;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>Who may do what to which object: administrators everything but to what is locked, others by the object's permissions.</summary>
internal static class Authority
{
    internal static void Demand(Zone zone, User caller, PoolObject item, Permissions.Right right)
    {
        var stopped = right != Permissions.Right.Use && item.Lock is { StopsManage: true };
        if (caller.IsAdministrator)
        {
            // Also whoever locked it; but on 5.10 locks are for others.
            if (stopped && zone.Facts.Locks)
                throw new Refusal(Refusal.Authorization, $"User [{caller.Id}] : {item.Kind.Right} is locked. [{item.Id}].");
            return;
        }

        if (stopped || !Has(caller, item, right))
            throw Refusal.NotAllowed(caller.Id, $"{right.ToString().ToUpperInvariant()} {item.Kind.Right} [{item.Id}]");
    }

    internal static bool Has(User caller, PoolObject item, Permissions.Right right)
    {
        if (caller.IsAdministrator) return true;
        if (item.Kind == ObjectKind.User) return item.Id == caller.Id;
        if (item.Kind == ObjectKind.Cluster || item.Kind == ObjectKind.Host) return false;
        return (item.Uid == caller.Id && item.Permissions[Permissions.Scope.Owner, right])
            || (caller.IsIn(item.Gid) && item.Permissions[Permissions.Scope.Group, right])
            || item.Permissions[Permissions.Scope.Other, right];
    }
}
