namespace EdgeProvision.Sandbox.Hosts;

/// <summary>
/// The package repositories that every machine carries, as <c>Scripts/repository.sh</c> lays them out. They are signed with a key made with the
/// operating system; a machine trusts it for Debian's packages, and a role has to make it trusted for OpenNebula's, as with the real ones.
/// </summary>
public static class SandboxRepository
{
    /// <summary>For a role's <c>opennebula_repository_base</c>: <c>BASE/Debian/12 stable opennebula</c> is served; <c>BASE/6.10/Debian/12</c> and <c>BASE</c> itself are the same.</summary>
    public const string OpenNebulaBase = "file:///opt/edgeprovision-repo/opennebula";

    /// <summary>The file, inside a machine, with the armoured public key that OpenNebula's packages are signed with.</summary>
    public const string KeyPath = "/opt/edgeprovision-repo/opennebula/repo.key";

    /// <summary>The same as an address.</summary>
    public const string KeyUrl = "file://" + KeyPath;
}
