using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Hosts.Roles;

namespace EdgeProvision.Hosts.Tests.Roles;

/// <summary>A folder with one role of a test's own, and what is compiled of it.</summary>
internal sealed class OwnRoles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("own-roles-").FullName;

    public OwnRoles(string role)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "roles", "own"));
        Directory.CreateDirectory(Path.Combine(_folder, "playbooks"));
        File.WriteAllText(Path.Combine(_folder, "roles", "own", "role.yaml"), "description: a test\n" + role);
        File.WriteAllText(Path.Combine(_folder, "playbooks", "own.yaml"), "description: a test\nroles: [own]\n");
    }

    public HostProgram Compile(ConfiguredRoom room, MachineShell machine, bool checkOnly = false, params (string Name, object? Value)[] variables) =>
        new PlaybookLibrary([ShippedFiles.Folder, _folder]).Compile(room.Request("own", machine, [machine], variables), machine.Facts(), reapply: false, checkOnly);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
