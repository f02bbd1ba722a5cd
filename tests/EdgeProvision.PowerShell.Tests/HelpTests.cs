using System.Management.Automation;
using System.Text.RegularExpressions;
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
    public async Task EveryParameter_HasTheDefaultThatItsPageSays()
    {
        foreach (var command in (await _session.RunAsync("Get-Command -Module EdgeProvision")).Succeeded().Output.Select(o => (CmdletInfo)o.BaseObject))
        {
            var page = Page(command.Name);
            var cmdlet = Activator.CreateInstance(command.ImplementingType)!;
            foreach (var holder in new[] { cmdlet, (cmdlet as IDynamicParameters)?.GetDynamicParameters() }.OfType<object>())
            {
                foreach (var property in holder.GetType().GetProperties().Where(p => p.PropertyType.IsValueType || p.PropertyType == typeof(string)))
                {
                    if (Regex.Match(page, $@"(?ms)^### -{property.Name}\n.*?^Default value: (.*?)$") is not { Success: true } said)
                        continue;

                    // Nothing, and a number of nothing: not given.
                    var real = property.GetValue(holder) switch { null or 0 or "" => null, SwitchParameter => "False", var value => value.ToString() };
                    if (real is not null)
                        Assert.Equal((command.Name, property.Name, real), (command.Name, property.Name, said.Groups[1].Value));
                }
            }
        }
    }

    [Fact]
    public async Task EveryPage_NamesErrorsThatThereAre_AndLeadsToPagesThatThereAre()
    {
        var source = string.Concat(Directory.EnumerateFiles(Path.Combine(StagedModule.Repository, "src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        foreach (var name in await NamesAsync())
        {
            var notes = Page(name)[Page(name).IndexOf("\n## NOTES", StringComparison.Ordinal)..];

            Assert.All(Regex.Matches(notes, "(?m)^- ([A-Z][A-Za-z]+): ").Select(m => m.Groups[1].Value), id => Assert.Contains($"\"{id}\"", source, StringComparison.Ordinal));
            var links = Regex.Matches(notes, @"(?m)^\[(.+)\]\((.+)\.md\)$");
            Assert.NotEmpty(links);
            Assert.All(links, link => Assert.True(link.Groups[1].Value == link.Groups[2].Value && File.Exists(Path.Combine(StagedModule.Repository, "docs", "en-US", link.Groups[2].Value + ".md")), $"{name}: {link.Value}"));
        }
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

    private static string Page(string name) => File.ReadAllText(Path.Combine(StagedModule.Repository, "docs", "en-US", name + ".md"));

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
