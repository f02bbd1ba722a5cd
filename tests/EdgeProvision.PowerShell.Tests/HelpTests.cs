using System.Management.Automation;
using EdgeProvision.PowerShell.Tests.Hosting;

namespace EdgeProvision.PowerShell.Tests;

public sealed class HelpTests : IDisposable
{
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task EveryCmdlet_HasSynopsisDescriptionAndThreeExamples()
    {
        foreach (var name in await NamesAsync())
        {
            var help = (await _session.RunAsync($"Get-Help {name} -Full")).Succeeded().Output[0];

            var synopsis = help.Properties["Synopsis"].Value.ToString()!.Trim();
            Assert.EndsWith(".", synopsis, StringComparison.Ordinal);
            Assert.DoesNotContain(name, synopsis, StringComparison.Ordinal);
            Assert.NotEmpty((await _session.RunAsync($"(Get-Help {name} -Full).description.Text")).Succeeded().Output);
            var examples = (await _session.RunAsync($"(Get-Help {name} -Full).examples.example | ForEach-Object code")).Succeeded().Output;
            Assert.True(examples.Count >= 3, name);
            Assert.All(examples, code => Assert.False(string.IsNullOrWhiteSpace(code.ToString())));
        }
    }

    [Fact]
    public async Task EveryParameter_IsDescribedOnItsPage_AndNoOther()
    {
        var common = Cmdlet.CommonParameters.Append("PagingParameters").ToHashSet();
        foreach (var name in await NamesAsync())
        {
            var real = (await _session.RunAsync($"(Get-Command {name}).Parameters.Keys")).Output.Select(o => o.ToString()).Where(p => !common.Contains(p)).Order();
            var page = await File.ReadAllLinesAsync(Path.Combine(StagedModule.Repository, "docs", "en-US", name + ".md"), TestContext.Current.CancellationToken);
            var described = page.Where(l => l.StartsWith("### -", StringComparison.Ordinal)).Select(l => l["### -".Length..]).Order();
            var shown = (await _session.RunAsync($"(Get-Help {name} -Full).parameters.parameter | Where-Object {{ $_.description.Text }} | ForEach-Object name")).Output.Select(o => o.ToString()).Order();

            Assert.Equal(real, described);
            Assert.Equal(real, shown);
        }
    }

    [Fact]
    public async Task EveryParameter_HasTheSetsAndThePipelineThatItsPageSays()
    {
        foreach (var command in (await _session.RunAsync("Get-Command -Module EdgeProvision")).Succeeded().Output.Select(o => (CmdletInfo)o.BaseObject))
        {
            var page = await File.ReadAllTextAsync(Path.Combine(StagedModule.Repository, "docs", "en-US", command.Name + ".md"), TestContext.Current.CancellationToken);
            foreach (var parameter in command.Parameters.Values.Where(p => page.Contains($"### -{p.Name}\n", StringComparison.Ordinal)))
            {
                var facts = page[page.IndexOf($"### -{parameter.Name}\n", StringComparison.Ordinal)..];
                var inAll = parameter.ParameterSets.ContainsKey("__AllParameterSets");
                var sets = parameter.ParameterSets.Values;
                string[] ways = [.. sets.Any(s => s.ValueFromPipeline) ? ["ByValue"] : Array.Empty<string>(), .. sets.Any(s => s.ValueFromPipelineByPropertyName) ? ["ByPropertyName"] : Array.Empty<string>()];

                Assert.Equal(inAll ? ["(All)"] : parameter.ParameterSets.Keys.Order(), Fact(facts, "Parameter Sets").Split(", ").Order());
                Assert.Equal(ways.Length == 0 ? "False" : $"True ({string.Join(", ", ways)})", Fact(facts, "Accept pipeline input"));
                Assert.Equal(sets.Any(s => s.IsMandatory).ToString(), Fact(facts, "Required"));
            }
        }

        static string Fact(string facts, string name) => facts.Split('\n').First(l => l.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..].Trim();
    }

    [Fact]
    public async Task Examples_OfEveryPage_AreScriptsThatParseAndNameRealParameters()
    {
        foreach (var name in await NamesAsync())
        {
            foreach (var code in (await _session.RunAsync($"(Get-Help {name} -Full).examples.example | ForEach-Object code")).Output)
            {
                var script = System.Management.Automation.Language.Parser.ParseInput(code.ToString(), out _, out var errors);
                Assert.Empty(errors);
                foreach (var command in script.FindAll(a => a is System.Management.Automation.Language.CommandAst, true).Cast<System.Management.Automation.Language.CommandAst>())
                    await AssertParametersAsync(command);
            }
        }
    }

    [Fact]
    public void AboutTopic_IsStaged() =>
        Assert.Contains("Start-EdgeSandbox", File.ReadAllText(Path.Combine(StagedModule.Directory, "en-US", "about_EdgeProvision.help.txt")), StringComparison.Ordinal);

    public void Dispose() => _session.Dispose();

    private async Task AssertParametersAsync(System.Management.Automation.Language.CommandAst command)
    {
        if (command.GetCommandName() is not { } name || !name.Contains("-Edge", StringComparison.Ordinal))
            return;
        var known = (await _session.RunAsync($"(Get-Command {name}).Parameters.Keys")).Succeeded().Output.Select(o => o.ToString()).ToList();
        foreach (var parameter in command.CommandElements.OfType<System.Management.Automation.Language.CommandParameterAst>())
            Assert.Contains(parameter.ParameterName, known, StringComparer.OrdinalIgnoreCase);
    }

    private async Task<IReadOnlyList<string>> NamesAsync() =>
        [.. (await _session.RunAsync("Get-Command -Module EdgeProvision | ForEach-Object Name")).Succeeded().Output.Select(o => o.ToString())];
}
