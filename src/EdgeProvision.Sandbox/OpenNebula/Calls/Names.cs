using EdgeProvision.Sandbox.OpenNebula.Objects;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>Where a name must be unique: in the zone, per owner, or nowhere.</summary>
internal static class Names
{
    /// <summary>The object that has the name already, where that matters.</summary>
    internal static PoolObject? Taken(Zone zone, ObjectKind kind, string name, int owner)
    {
        if (kind == ObjectKind.Document || kind == ObjectKind.Vm) return null;
        var perOwner = kind == ObjectKind.Network || kind == ObjectKind.Image || kind == ObjectKind.Template;
        return zone.NewestFirst(kind).FirstOrDefault(o => o.Name == name && (!perOwner || o.Uid == owner));
    }

    /// <summary>Refuses a name for a new object.</summary>
    internal static void Demand(Zone zone, ObjectKind kind, string name, int owner, int code = Refusal.Internal, string prefix = "")
    {
        if (NameRules.Check(name) is { } wrong) throw new Refusal(code, prefix + wrong);
        DemandFree(zone, kind, name, owner, code, prefix);
    }

    internal static void DemandFree(Zone zone, ObjectKind kind, string name, int owner, int code, string prefix)
    {
        if (Taken(zone, kind, name, owner) is { } other)
            throw new Refusal(code, $"{prefix}NAME is already taken by {kind.Right} {other.Id}.");
    }

    internal static string Group(int id) => id switch { 0 => "oneadmin", 1 => "users", _ => $"group-{id}" };
}
