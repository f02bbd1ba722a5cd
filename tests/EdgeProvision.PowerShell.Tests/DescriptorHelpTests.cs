using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>What the help of the commands on descriptors shows is what they do.</summary>
public sealed class DescriptorHelpTests : IAsyncDisposable
{
    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();

    [Theory]
    [InlineData("New-EdgeDescriptor")]
    [InlineData("Add-EdgeDescriptorHost")]
    [InlineData("Add-EdgeDescriptorNetwork")]
    [InlineData("Add-EdgeDescriptorDatastore")]
    [InlineData("Import-EdgeDescriptor")]
    [InlineData("Export-EdgeDescriptor")]
    public async Task Examples_InAFolderWithDescriptors_RunWithoutAnError(string name)
    {
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        var examples = (await _session.RunAsync($"(Get-Help {name} -Full).examples.example | ForEach-Object code")).Succeeded().Output.Select(o => o.ToString()).ToList();

        Assert.True(examples.Count >= 3);
        foreach (var example in examples)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_world.Folder, Guid.NewGuid().ToString("n"))).FullName;
            File.Copy(Path.Combine(StagedModule.Repository, "examples", "fosdem.yaml"), Path.Combine(folder, "fosdem.yaml"));
            File.WriteAllText(Path.Combine(folder, "broken.yaml"), "name: x\nhosts: {\n");

            // Without a single object, file or word, an example would show nothing.
            var before = _session.Host.Screen.Text.Length;
            var result = await _session.RunAsync($"$null = $ExecutionContext.SessionState.Path.SetLocation('{folder}'); {example}");
            Assert.Empty(result.Errors.Where(e => !example.Contains("SilentlyContinue", StringComparison.Ordinal)).Select(e => $"{example}: {e}"));
            Assert.True(result.Output.Count > 0 || Directory.GetFiles(folder).Length > 2 || _session.Host.Screen.Text.Length > before, example);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }
}
