using System.Diagnostics;
using System.Runtime.Versioning;
using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Tests.Hosts.Tree;

/// <summary>What the program that builds the tree asks of mmdebstrap, whose place a small script takes here.</summary>
[SupportedOSPlatform("linux")]
public sealed class TreeScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgeprovision-tree-").FullName;

    [Fact]
    public async Task Build_WithAMirror_TakesSuiteUpdatesAndSecurityFromIt() =>
        Assert.Equal(
            ["deb http://mirror.example/debian bookworm main", "deb http://mirror.example/debian bookworm-updates main", "deb http://mirror.example/debian-security bookworm-security main"],
            await SourcesAsync("http://mirror.example"));

    [Fact]
    public async Task Build_WithoutAMirror_LeavesItToTheBuilder() => Assert.Empty(await SourcesAsync());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The arguments behind suite and target.</summary>
    private async Task<IReadOnlyList<string>> SourcesAsync(params string[] mirror)
    {
        var target = Path.Combine(_folder, "tree");
        var stand = Directory.CreateDirectory(Path.Combine(_folder, "bin")).FullName;
        var builder = Path.Combine(stand, "mmdebstrap");
        await File.WriteAllTextAsync(builder, $"#!/bin/sh\nmkdir -p {target}/etc {target}/var\nfor a in \"$@\"; do echo \"$a\"; done >{_folder}/asked\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(builder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo("bash", [Scripts.Write(Scripts.Tree, _folder), "build", target, .. mirror]) { RedirectStandardError = true };
        start.Environment["PATH"] = $"{stand}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, error);
        var asked = await File.ReadAllLinesAsync(Path.Combine(_folder, "asked"), TestContext.Current.CancellationToken);
        var suite = Array.IndexOf(asked, "bookworm");
        Assert.Equal(target, asked[suite + 1]);
        return asked[(suite + 2)..];
    }
}
