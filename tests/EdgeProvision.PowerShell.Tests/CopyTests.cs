using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Files to and from a host whose machine is played by a real SSH server on loopback.</summary>
public sealed class CopyTests : IAsyncLifetime
{
    private readonly LoopbackWorld _world = new(isSandbox: false);
    private readonly ModuleSession _session = new();
    private readonly int _port = LoopbackSshd.FreePort();
    private LoopbackSshd? _sshd;

    private string Here => Path.Combine(_world.Folder, "here");

    private string There => Path.Combine(_world.Folder, "there");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Here);
        Directory.CreateDirectory(There);
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        var two = Descriptors.Complete(_world, _port).Replace("datastores:", "  - im_mad: kvm\n    vm_mad: kvm\n    provision:\n      hostname: edge-node2\ndatastores:", StringComparison.Ordinal);
        await _session.RunAsync($"New-EdgeProvision '{_world.Descriptor("edge", two)}' -SshTimeoutSec 1");
        _sshd = await LoopbackSshd.StartAsync(_world, "0.0.0.0", _port);
        foreach (var host in (await _session.RunAsync("Get-EdgeHost")).Succeeded().Output.Select(o => (EdgeHost)o.BaseObject))
            await _world.UpdateHostAsync(host.Id, $"EDGE_SSH_HOSTKEY=\"{_sshd.HostKey}\"");
        await File.WriteAllTextAsync(Path.Combine(Here, "a file"), "content", TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        if (_sshd is not null)
            await _sshd.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Theory]
    [InlineData("Copy-EdgeHostFile '{here}/a file' {there} edge-node1 -PassThru")]
    [InlineData("Get-EdgeHost edge-node1 | Copy-EdgeHostFile {here}/a* {there} -PassThru")]
    [InlineData("Copy-EdgeHostFile -LiteralPath '{here}/a file' -Destination '{there}/a file' -Id (Get-EdgeHost edge-node1).Id -PassThru")]
    [InlineData("Copy-EdgeHostFile '{here}/a file' {there} edge-node1 -PassThru -AsJob | Receive-Job -Wait -AutoRemoveJob")]
    [InlineData("Copy-EdgeHostFile -LiteralPath ([IO.FileInfo] '{here}/a file') -Destination {there} -Name edge-node1 -PassThru")]
    public async Task CopyEdgeHostFile_HoweverNamed_CopiesAndWritesTheCopy(string command)
    {
        var copy = (await _session.RunAsync(Command(command))).Single;

        Assert.Equal("edge-node1", ((EdgeHost)copy.Properties["Host"].Value).Hostname);
        Assert.Equal(Path.Combine(There, "a file"), copy.Properties["Destination"].Value);
        Assert.Equal(7L, copy.Properties["Length"].Value);
        Assert.Equal("content", await File.ReadAllTextAsync(Path.Combine(There, "a file"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task CopyEdgeHostFile_FromSeveralHosts_GivesEachAFolder()
    {
        await File.WriteAllTextAsync(Path.Combine(There, "a.log"), "log", TestContext.Current.CancellationToken);

        (await _session.RunAsync(Command("Get-EdgeHost | Copy-EdgeHostFile {there}/*.log {here} -FromHost"))).Succeeded();

        Assert.Equal("log", await File.ReadAllTextAsync(Path.Combine(Here, "edge-node1", "a.log"), TestContext.Current.CancellationToken));
        Assert.Equal("log", await File.ReadAllTextAsync(Path.Combine(Here, "edge-node2", "a.log"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task CopyEdgeHostFile_WhatIf_CopiesNothing()
    {
        (await _session.RunAsync(Command("Copy-EdgeHostFile '{here}/a file' {there} *node* -WhatIf"))).Succeeded();

        Assert.Contains("What if: ", _session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(There));
    }

    [Fact]
    public async Task CopyEdgeHostFile_OneHostThatIsAnother_IsRefusedByItsKeyAndTheOtherGoesOn()
    {
        var other = Assert.IsType<EdgeHost>((await _session.RunAsync("Get-EdgeHost edge-node2")).Single.BaseObject);
        await _world.UpdateHostAsync(other.Id, "EDGE_SSH_HOSTKEY=\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"");

        var result = await _session.RunAsync(Command("Copy-EdgeHostFile '{here}/a file' {there} edge-node1, edge-node2, nobody -PassThru"));

        Assert.Equal(["HostKeyChanged", "HostNotFound"], result.ErrorIds.Order());
        Assert.Equal("edge-node1", ((EdgeHost)Assert.Single(result.Output).Properties["Host"].Value).Hostname);
    }

    [Theory]
    [InlineData("Copy-EdgeHostFile '{here}/nothing' {there} edge-node1", "LocalFileNotFound")]
    [InlineData("Copy-EdgeHostFile -Destination {there} -Name edge-node1", "PathAmbiguous")]
    [InlineData("Copy-EdgeHostFile a {there} edge-node1 -LiteralPath b", "PathAmbiguous")]
    public async Task CopyEdgeHostFile_BadSource_EndsBeforeAnythingIsCopied(string command, string id) =>
        Assert.StartsWith(id, (await _session.CatchAsync(Command(command))).FullyQualifiedErrorId, StringComparison.Ordinal);

    [Theory]
    [InlineData("Copy-EdgeHostFile nothing.txt {there} edge-node1", "nothing.txt", "There is no file or folder")]
    [InlineData("Copy-EdgeHostFile *.nothing {there} edge-node1", "*.nothing", "No file on this machine matches")]
    public async Task CopyEdgeHostFile_LocalFileThatIsNotThere_IsNamedInFullWithAdvice(string command, string name, string problem)
    {
        (await _session.RunAsync($"$null = $ExecutionContext.SessionState.Path.SetLocation('{Here}')")).Succeeded();

        var error = await _session.CatchAsync(Command(command));

        Assert.Contains($"{problem} '{Path.Combine(Here, name)}'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains($"Get-ChildItem '{Here}'", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("-FromHost", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Copy-EdgeHostFile {here} {there} edge-node1", "RecurseRequired")]
    [InlineData("Copy-EdgeHostFile '{here}/a file' {there}/nowhere/ edge-node1", "HostFolderNotFound")]
    [InlineData("Copy-EdgeHostFile {there}/nothing {here} edge-node1 -FromHost", "HostFileNotFound")]
    public async Task CopyEdgeHostFile_WhatCannotBe_IsTheHostsError(string command, string id)
    {
        var result = await _session.RunAsync(Command(command));

        Assert.Equal([id], result.ErrorIds);
        Assert.IsType<EdgeHost>(result.Errors[0].TargetObject);
    }

    private string Command(string command) => command.Replace("{here}", Here, StringComparison.Ordinal).Replace("{there}", There, StringComparison.Ordinal);
}
