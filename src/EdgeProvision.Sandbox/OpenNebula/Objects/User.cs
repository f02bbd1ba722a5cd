using System.Security.Cryptography;
using System.Text;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>A user. Whoever is in group 0, also as a secondary group, is an administrator.</summary>
internal sealed class User : PoolObject
{
    private readonly SortedSet<int> groups;
    private readonly string passwordHash;

    internal User(int id, string name, string password, IEnumerable<int> groupIds)
        : base(ObjectKind.User, id, name, null)
    {
        var given = groupIds.ToList();
        Gid = given.Count > 0 ? given[0] : 1;
        groups = [.. given, Gid];
        passwordHash = Hash(password);
    }

    internal IEnumerable<int> Groups => groups;

    internal bool IsAdministrator => groups.Contains(0);

    internal string PrimaryGroup => Calls.Names.Group(Gid);

    internal bool IsIn(int group) => groups.Contains(group);

    internal bool HasPassword(string password) => Hash(password) == passwordHash;

    internal override void Write(XmlText xml, XmlView view)
    {
        xml.Open("USER").Number("ID", Id).Number("GID", Gid).Ids("GROUPS", groups).Plain("GNAME", PrimaryGroup).Plain("NAME", Name)
            .CData("PASSWORD", passwordHash).CData("AUTH_DRIVER", "core").Number("ENABLED", 1);
        view.WriteTemplate(xml, this);
        WriteQuotas(xml);
        if (!view.InPool)
        {
            xml.Open("DEFAULT_USER_QUOTAS");
            WriteQuotas(xml);
            xml.Close("DEFAULT_USER_QUOTAS");
        }

        xml.Close("USER");
    }

    private static void WriteQuotas(XmlText xml) =>
        xml.Empty("DATASTORE_QUOTA").Empty("NETWORK_QUOTA").Empty("VM_QUOTA").Empty("IMAGE_QUOTA");

    private static string Hash(string password) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(password)));
}
