using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>The about_ topics name all that there is of what they are about.</summary>
public sealed partial class AboutTopicTests : IDisposable
{
    private static readonly string s_pages = Path.Combine(StagedModule.Repository, "docs", "en-US");
    private readonly ModuleSession _session = new();

    public static TheoryData<string> Topics { get; } = [.. Directory.EnumerateFiles(s_pages, "about_*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Topics_AreTheOnesThatUsersExpect() => Assert.Equal(
        ["about_EdgeProvision", "about_EdgeProvision_Configuration", "about_EdgeProvision_Descriptors", "about_EdgeProvision_Operations", "about_EdgeProvision_Providers", "about_EdgeProvision_Sandbox"],
        Topics.Select(t => t.Data));

    [Theory]
    [MemberData(nameof(Topics))]
    public void Topic_AsStaged_FitsAScreenAndLeadsToWhatThereIs(string topic)
    {
        var text = File.ReadAllLines(Path.Combine(StagedModule.Directory, "en-US", topic + ".help.txt"));

        Assert.Contains("SHORT DESCRIPTION", text);
        Assert.Contains("LONG DESCRIPTION", text);
        Assert.DoesNotContain(text, line => line.Contains('|', StringComparison.Ordinal) && !line.StartsWith("        ", StringComparison.Ordinal));
        var links = text.SkipWhile(l => l != "SEE ALSO").Skip(1).Select(l => l.Trim(' ', '-')).Where(l => l.Length > 0).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(s_pages, link + ".md")), link));
    }

    [Fact]
    public async Task Overview_NamesEveryCommandAndEveryTopic()
    {
        var text = Text("about_EdgeProvision");

        var names = (await _session.RunAsync("Get-Command -Module EdgeProvision | ForEach-Object Name")).Succeeded().Output.Select(o => o.ToString());
        Assert.All(names, name => Assert.Contains($"`{name}`", text, StringComparison.Ordinal));
        Assert.All(Topics.Select(t => t.Data).Where(topic => topic != "about_EdgeProvision"), topic => Assert.Contains(topic, text, StringComparison.Ordinal));
        var mentioned = Command().Matches(text).Select(m => m.Value).Distinct();
        Assert.All(mentioned, name => Assert.True(File.Exists(Path.Combine(s_pages, name + ".md")), name));
    }

    [Fact]
    public void Descriptors_NamesEveryKeyThatIsRead()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(StagedModule.Repository, "schemas", "edgeprovision-descriptor.schema.json")));
        var text = Text("about_EdgeProvision_Descriptors");

        var keys = Keys(schema.RootElement).Distinct().ToList();

        Assert.True(keys.Count > 100);
        Assert.All(keys, key => Assert.Contains($"`{key}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Descriptors_NamesEveryValueOfWhatHasFewValues()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(StagedModule.Repository, "schemas", "edgeprovision-descriptor.schema.json")));
        var text = Text("about_EdgeProvision_Descriptors");

        Assert.All(Values(schema.RootElement), value => Assert.Contains($"`{value}`", text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Operations_NamesEveryOutcomeEffectAndFailureMode()
    {
        var text = Text("about_EdgeProvision_Operations");

        Assert.All(Enum.GetNames<OperationOutcome>().Concat(Enum.GetNames<PlanEffect>()), word => Assert.Contains($"`{word}`", text, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<FailureMode>(), mode => Assert.Contains($"`-OnFailure {mode}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Configuration_NamesEveryPlaybookThatIsShipped()
    {
        var text = Text("about_EdgeProvision_Configuration");

        var names = (await _session.RunAsync("Get-EdgePlaybook | ForEach-Object Name")).Succeeded().Output.Select(o => o.ToString()).ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains($"| `{name}` |", text, StringComparison.Ordinal));
    }

    public void Dispose() => _session.Dispose();

    private static string Text(string topic) => File.ReadAllText(Path.Combine(s_pages, topic + ".md"));

    private static IEnumerable<string> Keys(JsonElement schema) => Properties(schema).SelectMany(p => Keys(p.Value).Prepend(p.Name));

    private static IEnumerable<string> Values(JsonElement schema) => Properties(schema)
        .SelectMany(p => Values(p.Value).Concat(p.Value.TryGetProperty("enum", out var values) ? values.EnumerateArray().Select(v => v.GetString()!) : [])).Distinct(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<JsonProperty> Properties(JsonElement schema)
    {
        if (schema.TryGetProperty("items", out var items) && items.TryGetProperty("properties", out var inItems))
            return inItems.EnumerateObject();
        return schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : [];
    }

    [GeneratedRegex("[A-Z][a-z]+-Edge[A-Za-z]+")]
    private static partial Regex Command();
}
