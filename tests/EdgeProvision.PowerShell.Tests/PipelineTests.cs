using System.Text.RegularExpressions;
using System.Xml.Linq;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.Pipelines;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>The scripts of the ready CI files, each step in a session of its own, as CI runs them: with nothing but their environment, and nobody to ask.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class PipelineTests : IAsyncDisposable
{
    private const string GitHub = "github-actions.yml";
    private const string Azure = "azure-pipelines.yml";

    // Set by the agent, or named in the file as variables of the repository or the group.
    private static readonly string[] s_given = ["GITHUB_STEP_SUMMARY", "RUNNER_TEMP", "AGENT_TEMPDIRECTORY", "PIPELINE_WORKSPACE"];
    private static readonly string[] s_secrets = ["EDGE_PASSWORD", "EDGE_SSH_KEY", "PACKET_TOKEN"];
    private readonly LoopbackWorld _world = new();
    private readonly Dictionary<string, string?> _before = [];

    public static TheoryData<string> Files { get; } = [GitHub, Azure];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Scripts_OfAPullRequest_ShowThePlanAndChangeNothing(string file)
    {
        SetEnvironment(Descriptors.WithHosts("lab", 2));
        var key = await File.ReadAllTextAsync(Path.Combine(_world.Folder, "key"), TestContext.Current.CancellationToken);
        Set("EDGE_SSH_KEY", file == GitHub ? key : Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(key)));
        var before = System.Text.Json.JsonSerializer.Serialize(_world.World.FrontEndEmulator.Dump());

        Assert.Equal(0, await RunAsync(file, "Install"));
        Assert.Equal(0, await RunAsync(file, "Check the descriptor"));
        Assert.Equal(0, await RunAsync(file, "Plan"));

        Assert.StartsWith("## Plan: create lab\n\n**12 steps: 2 rent, ", Summary(file, "plan.md"), StringComparison.Ordinal);
        Assert.Equal(before, System.Text.Json.JsonSerializer.Serialize(_world.World.FrontEndEmulator.Dump()));
        Assert.Equal(0, _world.Room.Installed);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Scripts_OfMain_MakeTheProvisionAndItsSummaryHoweverOften(string file)
    {
        SetEnvironment(Descriptors.WithoutHosts("lab"));

        for (var run = 0; run < 2; run++)
        {
            Assert.Equal(0, await RunAsync(file, "Plan"));
            Assert.Equal(0, await RunAsync(file, "Apply"));
            Assert.Equal(0, await RunAsync(file, "Summary"));
        }

        var summary = Summary(file, "summary.md");
        Assert.StartsWith("## Edge cloud lab\n\n**Ready**", summary, StringComparison.Ordinal);
        Assert.Contains("Operation create, succeeded: ", summary, StringComparison.Ordinal);
        Assert.Equal("html", XDocument.Load(Path.Combine(_world.Folder, "edge-cloud.html")).Root!.Name.LocalName);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Scripts_OfAChangedDescriptor_ApplyTheChange(string file)
    {
        SetEnvironment(Descriptors.WithoutHosts("lab"));
        await RunAsync(file, "Plan");
        await RunAsync(file, "Apply");
        SetEnvironment(Descriptors.WithoutHosts("lab").Replace("name: lab-private", "name: lab-other", StringComparison.Ordinal));

        Assert.Equal(0, await RunAsync(file, "Plan"));
        Assert.Contains("1 delete, 1 create", Summary(file, "plan.md"), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync(file, "Apply"));
        Assert.Equal(0, await RunAsync(file, "Summary"));

        Assert.Contains("| lab-other | ready |", Summary(file, "summary.md"), StringComparison.Ordinal);
        Assert.DoesNotContain("| lab-private | ready |", Summary(file, "summary.md"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Scripts_WhenTheWorldHasMovedSinceThePlan_ApplyNothing(string file)
    {
        SetEnvironment(Descriptors.WithoutHosts("lab"));
        await RunAsync(file, "Plan");
        using (var somebody = new ModuleSession())
            (await somebody.RunAsync($"$null = {_world.Connect}; New-EdgeProvision '{_world.Descriptor("lab", Descriptors.WithoutHosts("lab"))}'")).Succeeded();
        var before = System.Text.Json.JsonSerializer.Serialize(_world.World.FrontEndEmulator.Dump());

        await RunAsync(file, "Apply", failure: "PlanStale");

        Assert.Equal(before, System.Text.Json.JsonSerializer.Serialize(_world.World.FrontEndEmulator.Dump()));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Scripts_WhenHostsFail_FailAfterAllOfThemAndTheSummaryShowsWhy(string file)
    {
        SetEnvironment(Descriptors.WithHosts("lab", 2));

        Assert.Equal(0, await RunAsync(file, "Plan"));
        Assert.Equal(2, await RunAsync(file, "Apply", "$PSDefaultParameterValues['Invoke-EdgeProvisionPlan:SshTimeoutSec'] = 1", "2 failed; see above."));
        Assert.Equal(0, await RunAsync(file, "Summary"));

        var summary = Summary(file, "summary.md");
        Assert.Contains("Operation create, failed: ", summary, StringComparison.Ordinal);
        Assert.Equal(2, summary.Split('\n').Count(l => l.StartsWith("- Configure lab-node", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Scripts_OfABadDescriptor_FailAfterAllItsMistakes(string file)
    {
        SetEnvironment("name: bad\nnetwork: []\nhostz: []\n");

        Assert.Equal(2, await RunAsync(file, "Check the descriptor", failure: "has errors."));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Scripts_TakeAllFromTheirEnvironment_AndSecretsOnlyWhereTheyAreUsed(string file)
    {
        var pipeline = new PipelineFile(file);
        var heading = string.Concat(pipeline.Text.Split('\n').TakeWhile(l => l.StartsWith('#')));

        Assert.Equal(file == GitHub ? 7 : 6, pipeline.Steps.Count);
        foreach (var step in pipeline.Steps)
        {
            // What the CI system would paste into a script is not quoted by it.
            Assert.DoesNotMatch(@"\$\{\{|\$\([A-Za-z_][\w.]*\)", step.Script);
            var used = Regex.Matches(step.Script, @"\$env:(\w+)").Select(m => m.Groups[1].Value).ToHashSet();
            foreach (var name in used.Except(s_given))
                Assert.True(step.Environment.ContainsKey(name) || (pipeline.Variable(name) is not null && !s_secrets.Contains(name)) || (file == Azure && heading.Contains(name, StringComparison.Ordinal) && !s_secrets.Contains(name)), $"{step.Name}: {name}");
            Assert.All(step.Environment.Keys, name => Assert.Contains(name, heading, StringComparison.Ordinal));
            Assert.All(step.Environment.Keys.Where(n => n.StartsWith("EDGE_", StringComparison.Ordinal)), name => Assert.Contains(name, used));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Install_AsksForAVersionThatThisOneIsOf(string file)
    {
        var manifest = File.ReadAllText(StagedModule.Manifest);
        var version = new Version(Regex.Match(manifest, @"ModuleVersion\s+= '([\d.]+)'").Groups[1].Value);

        foreach (var step in new PipelineFile(file).Steps.Where(s => s.Name == "Install"))
        {
            var range = Regex.Match(step.Script, @"-Version '\[([\d.]+),([\d.]+)\)'");
            Assert.True(new Version(range.Groups[1].Value) <= version && version < new Version(range.Groups[2].Value), step.Script);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (name, value) in _before)
            Environment.SetEnvironmentVariable(name, value);
        await _world.DisposeAsync();
    }

    /// <summary>What the repository, its secrets and the agent set.</summary>
    private void SetEnvironment(string descriptor)
    {
        Set("EDGE_ENDPOINT", _world.Endpoint);
        Set("EDGE_USER", "oneadmin");
        Set("EDGE_PASSWORD", LoopbackWorld.Password);
        Set("EDGE_DESCRIPTOR", _world.Descriptor("lab", descriptor));
        Set("EDGE_PROVISION", "lab");
        Set("EDGE_REPOSITORY", "PSGallery");
        Set("EDGE_SSH_KEY", null);
        Set("RUNNER_TEMP", _world.Folder);
        Set("AGENT_TEMPDIRECTORY", _world.Folder);
        Set("PIPELINE_WORKSPACE", Path.Combine(_world.Folder, "workspace"));
    }

    private void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    /// <summary>Runs a step as its agent does; answers how many errors it wrote beside the failure.</summary>
    private async Task<int> RunAsync(string file, string name, string before = "", string? failure = null)
    {
        var step = new PipelineFile(file).Steps.First(s => s.Name == name);

        // A file for each step, as GitHub has it.
        Set("GITHUB_STEP_SUMMARY", Path.Combine(_world.Folder, $"{name}-summary.md"));
        File.Delete(Path.Combine(_world.Folder, $"{name}-summary.md"));
        using var session = new ModuleSession();

        // Installing is PSResourceGet's, which the engine alone does not have; the module is there already.
        var result = await session.RunAsync($$"""
            function Install-PSResource($Name, $Version, $Repository, [switch] $TrustRepository) { if ($Name -ne 'EdgeProvision' -or $Repository -ne 'PSGallery') { throw $Name } }
            {{before}}
            $ErrorActionPreference = 'stop'
            $failure = $null
            try {
            {{step.Script}}
            } catch { $failure = "$($_.FullyQualifiedErrorId): $_" }
            """);
        var thrown = (await session.RunAsync("$failure")).Output.SingleOrDefault()?.ToString();
        if (failure is null)
            Assert.Null(thrown);
        else
            Assert.Contains(failure, thrown, StringComparison.Ordinal);
        Assert.Empty(session.Host.Screen.Questions);
        Assert.DoesNotContain(LoopbackWorld.Password + "\n", string.Join('\n', result.Output), StringComparison.Ordinal);
        if (file == Azure)
            Upload(result);
        return result.Errors.Count;
    }

    /// <summary>The agent takes files that exist, named in lines of its own form, and gives artifacts to later jobs.</summary>
    private static void Upload(SessionResult result)
    {
        foreach (var line in result.Output.Select(o => o.BaseObject).OfType<string>().Where(l => l.StartsWith("##vso", StringComparison.Ordinal)))
        {
            var command = Regex.Match(line, @"^##vso\[(?:task\.uploadsummary|artifact\.upload artifactname=([\w-]+))\](.+)$");
            Assert.True(command.Success, line);
            var folder = Path.Combine(Environment.GetEnvironmentVariable("PIPELINE_WORKSPACE")!, command.Groups[1].Success ? command.Groups[1].Value : "summaries");
            Directory.CreateDirectory(folder);
            File.Copy(command.Groups[2].Value, Path.Combine(folder, Path.GetFileName(command.Groups[2].Value)), overwrite: true);
        }
    }

    private string Summary(string file, string azure) =>
        File.ReadAllText(Path.Combine(_world.Folder, file == Azure ? azure : Path.GetFileNameWithoutExtension(azure) == "plan" ? "Plan-summary.md" : "Summary-summary.md"));
}
