using EdgeProvision.Sandbox.OpenNebula.Templates;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>What all objects of a zone have in common.</summary>
internal abstract class PoolObject(ObjectKind kind, int id, string name, User? owner)
{
    internal ObjectKind Kind { get; } = kind;

    internal int Id { get; } = id;

    internal string Name { get; set; } = name;

    internal int Uid { get; set; } = owner?.Id ?? 0;

    internal int Gid { get; set; } = owner?.Gid ?? 0;

    internal string UserName { get; set; } = owner?.Name ?? "oneadmin";

    internal string GroupName { get; set; } = owner?.PrimaryGroup ?? "oneadmin";

    internal Permissions Permissions { get; init; } = Permissions.OwnerOnly();

    internal Template Template { get; set; } = new();

    internal ObjectLock? Lock { get; set; }

    /// <summary>Held while a driver works for this network or virtual machine: changes of it wait, reads do not.</summary>
    internal SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>The number or word that stands for its state in dumps; null when the kind has none.</summary>
    internal virtual string? StateText => null;

    /// <summary>Writes the element that info calls and pools answer.</summary>
    internal abstract void Write(XmlText xml, XmlView view);

    /// <summary>Called after an update was applied to <see cref="Template"/>, so that what the daemon insists on is restored.</summary>
    internal virtual void AfterUpdate(Template before)
    {
    }

    protected void WriteOwner(XmlText xml)
    {
        xml.Number("ID", Id).Number("UID", Uid).Number("GID", Gid).Plain("UNAME", UserName).Plain("GNAME", GroupName).Plain("NAME", Name);
    }

    protected void WriteLock(XmlText xml)
    {
        if (Lock is null) return;
        xml.Open("LOCK").Number("LOCKED", Lock.Level).Number("OWNER", Lock.Owner).Number("TIME", Lock.Time)
            .Number("REQ_ID", Lock.Request).Close("LOCK");
    }
}
