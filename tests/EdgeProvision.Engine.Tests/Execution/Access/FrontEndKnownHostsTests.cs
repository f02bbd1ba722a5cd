using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Access;

public sealed class FrontEndKnownHostsTests : IDisposable
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG/DG/l0wYfcgFLG+Ql6hpqGKPVaMc4O9ih7h6labDC8";
    private const string Generated = "provision-0123456789abcdef";

    private readonly string _folder = Directory.CreateTempSubdirectory("edge-oneadmin-").FullName;
    private readonly List<string> _said = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string KnownHosts => File.ReadAllText(Path.Combine(_folder, "known_hosts"));

    private string Config => Path.Combine(_folder, "config");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Say(MessageLevel level, string text) => _said.Add(text);

    [Fact]
    public async Task Put_OfAHostNamedByItsAddress_WritesKnownHostsAlone()
    {
        await new FrontEndKnownHosts(_folder, isSandbox: false).PutAsync("198.51.100.7", "198.51.100.7", Key, Say, Token);

        Assert.Equal($"198.51.100.7 {Key}\n", KnownHosts);
        Assert.False(File.Exists(Config));
        Assert.Empty(_said);
    }

    [Fact]
    public async Task Put_OfAHostWithAnIpv6AddressOnly_TellsSshTheAddressToo()
    {
        await File.WriteAllTextAsync(Config, "Host *\n    User oneadmin\n", Token);

        await new FrontEndKnownHosts(_folder, isSandbox: false).PutAsync(Generated, "2001:db8::1", Key, Say, Token);

        Assert.Equal($"{Generated},2001:db8::1 {Key}\n", KnownHosts);
        Assert.Equal($"# edgeprovision: {Generated}\nHost {Generated}\n    HostName 2001:db8::1\n# edgeprovision end\nHost *\n    User oneadmin\n", await File.ReadAllTextAsync(Config, Token));
    }

    [Fact]
    public async Task Remove_OfAHostWithAnIpv6AddressOnly_LeavesNothingOfIt()
    {
        var files = new FrontEndKnownHosts(_folder, isSandbox: false);
        await files.PutAsync(Generated, "2001:db8::1", Key, Say, Token);

        await files.RemoveAsync(Generated, "2001:db8::1", Token);

        Assert.Equal("", KnownHosts);
        Assert.Equal("", await File.ReadAllTextAsync(Config, Token));
    }

    [Fact]
    public async Task Remove_WhereThereAreNoFiles_MakesNone()
    {
        await new FrontEndKnownHosts(_folder, isSandbox: false).RemoveAsync("198.51.100.7", "198.51.100.7", Token);

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Lines_OfHosts_AreThoseThatTheFilesWouldHave()
    {
        EdgeHost[] hosts = [Host("198.51.100.7", "198.51.100.7"), Host(Generated, "2001:db8::1"), Host("provision-waiting", null) with { SshHostKey = null }];

        Assert.Equal([$"198.51.100.7 {Key}", $"{Generated},2001:db8::1 {Key}"], FrontEndKnownHosts.Lines(hosts));
        Assert.Equal(
            [$"# edgeprovision: {Generated}", $"Host {Generated}", "    HostName 2001:db8::1", "# edgeprovision end"],
            FrontEndKnownHosts.ConfigLines(hosts));
    }

    private static EdgeHost Host(string name, string? address) => new()
    {
        Id = 1, Name = name, Address = address, SshHostKey = Key, State = EdgeHostState.Ready, Hostname = "a", Provision = "edge", ProvisionId = "id", Driver = "packet",
        FrontEndState = "on", Power = "on", VirtualMachines = [], RemoteUser = "root", RemotePort = 22,
    };

    [Fact]
    public async Task Put_OnAnotherMachine_SaysOnceHowToGetTheLines()
    {
        var files = new FrontEndKnownHosts(null, isSandbox: false);

        await files.PutAsync("198.51.100.7", "198.51.100.7", Key, Say, Token);
        await files.PutAsync("198.51.100.8", "198.51.100.8", Key, Say, Token);
        Assert.Single(_said);
        await files.PutAsync(Generated, "2001:db8::1", Key, Say, Token);

        Assert.Equal(2, _said.Count);
        Assert.Contains("--ssh-config", _said[1], StringComparison.Ordinal);
    }
}
