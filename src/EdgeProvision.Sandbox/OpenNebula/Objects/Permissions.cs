using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>Nine bits: use, manage and administer for owner, group and others.</summary>
internal sealed class Permissions
{
    private static readonly string[] Names =
        ["OWNER_U", "OWNER_M", "OWNER_A", "GROUP_U", "GROUP_M", "GROUP_A", "OTHER_U", "OTHER_M", "OTHER_A"];

    private readonly bool[] bits = new bool[9];

    private Permissions(string set)
    {
        for (var i = 0; i < bits.Length; i++) bits[i] = set[i] == '1';
    }

    /// <summary>What an ordinary object starts with (umask 177).</summary>
    internal static Permissions OwnerOnly() => new("110000000");

    internal static Permissions OwnerAndGroupUse() => new("110100000");

    internal bool this[Scope scope, Right right] => bits[((int)scope * 3) + (int)right];

    /// <summary>-1 leaves a bit as it is.</summary>
    internal void Change(IReadOnlyList<int> values)
    {
        for (var i = 0; i < bits.Length; i++)
            if (values[i] >= 0) bits[i] = values[i] > 0;
    }

    internal void Write(XmlText xml)
    {
        xml.Open("PERMISSIONS");
        for (var i = 0; i < bits.Length; i++) xml.Number(Names[i], bits[i] ? 1 : 0);
        xml.Close("PERMISSIONS");
    }

    internal enum Scope
    {
        Owner,
        Group,
        Other,
    }

    internal enum Right
    {
        Use,
        Manage,
        Admin,
    }
}
