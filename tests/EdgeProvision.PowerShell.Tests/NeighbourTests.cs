using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>
/// Another module has loaded older versions of the same libraries into the context of all. In a process of its own (the script host), since what is loaded
/// stays. The Pester suite does the same in pwsh, on real hosts.
/// </summary>
public sealed class NeighbourTests : IAsyncDisposable
{
    private static readonly string s_sources = Path.Combine(StagedModule.Repository, "tests", "EdgeProvision.PowerShell.Tests", "Neighbour");
    private readonly LoopbackWorld _world = new();

    [Fact]
    public async Task Module_BesideOneWithOlderLibraries_WorksAndLetsItWork()
    {
        var output = await RunAsync("-Neighbour", Neighbour(), "-Module", StagedModule.Manifest, "-Descriptor", Path.Combine(StagedModule.Repository, "examples", "fosdem.yaml"));

        Assert.Equal(2, output.Count(line => line == "neighbour: neighbour 3 through eu-west-1"));
        Assert.Equal(2, output.Count(line => line == "neighbour: YamlDotNet 11.0.0.0"));
        Assert.Contains("descriptor: True", output);
        Assert.Contains("provisions: ", output);
        Assert.Contains("loaded: YamlDotNet 11.0.0.0 Default", output);
        Assert.Contains("loaded: YamlDotNet 18.0.0.0 EdgeProvision", output);
        Assert.Contains("loaded: Renci.SshNet 2020.0.2.0 Default", output);
        Assert.Equal(2, output.Count(line => line.StartsWith("loaded: Polly.Core 8.0.0.0 ", StringComparison.Ordinal)));
        Assert.Contains("loaded: EdgeProvision.Engine 0.1.0.0 EdgeProvision", output);
        Assert.Single(output, line => line.StartsWith("loaded: EdgeProvision.Model ", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    /// <summary>The other module, put together in a folder.</summary>
    private string Neighbour()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_world.Folder, "Neighbour")).FullName;
        foreach (var file in Directory.EnumerateFiles(s_sources, "Neighbour.*").Concat(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "older"))))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));

        // Older versions of this one have known flaws and should lie on nobody's disk; one that has its name and version does as well.
        var standIn = new PersistedAssemblyBuilder(new AssemblyName("Renci.SshNet") { Version = new Version(2020, 0, 2, 0) }, typeof(object).Assembly);
        standIn.DefineDynamicModule("Renci.SshNet").DefineType("Renci.SshNet.ConnectionInfo", TypeAttributes.Public).CreateType();
        standIn.Save(Path.Combine(folder, "Renci.SshNet.dll"));
        return Path.Combine(folder, "Neighbour.psd1");
    }

    private async Task<IReadOnlyList<string>> RunAsync(params string[] arguments)
    {
        // …/tests/EdgeProvision.PowerShell.Tests/bin/Release/net10.0/
        var built = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^3..];
        var host = Path.Combine([StagedModule.Repository, "tests", "EdgeProvision.ScriptHost", .. built, "EdgeProvision.ScriptHost.dll"]);
        await File.WriteAllTextAsync(Path.Combine(_world.Folder, "one_auth"), $"oneadmin:{LoopbackWorld.Password}\n", TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("dotnet", [host, Path.Combine(s_sources, "beside.ps1"), .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["ONE_XMLRPC"] = _world.Endpoint;
        start.Environment["ONE_AUTH"] = Path.Combine(_world.Folder, "one_auth");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}\n{await output}\n{await errors}");
        return (await output).Split('\n');
    }
}
