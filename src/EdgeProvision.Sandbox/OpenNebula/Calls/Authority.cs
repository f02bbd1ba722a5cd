using EdgeProvision.Sandbox.OpenNebula.Objects;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>Who may do what to which object: administrators everything but to what is locked, others by the object's permissions.</summary>
internal static class Authority
{
    internal static void Demand(Zone zone, User caller, PoolObject item, Permissions.Right right) => Demand(zone, caller, [(item, right)]);

    /// <summary>Demands all of them; a refusal names all that are missing.</summary>
    internal static void Demand(Zone zone, User caller, IEnumerable<(PoolObject Item, Permissions.Right Right)> wanted)
    {
        var objections = wanted.Select(w => Objection(zone, caller, w.Item, w.Right)).OfType<string>().ToList();
        if (objections.Count > 0) throw new Refusal(Refusal.Authorization, $"User [{caller.Id}] : {string.Join("; ", objections)}.");
    }

    private static string? Objection(Zone zone, User caller, PoolObject item, Permissions.Right right)
    {
        var stopped = right != Permissions.Right.Use && item.Lock is { StopsManage: true };
        // Locks stop whoever locked it, too; but on 5.10 they are for others than administrators.
        if (caller.IsAdministrator) return stopped && zone.Facts.Locks ? $"{item.Kind.Right} is locked. [{item.Id}]" : null;
        return stopped || !Has(caller, item, right) ? $"Not authorized to perform {right.ToString().ToUpperInvariant()} {item.Kind.Right} [{item.Id}]" : null;
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
