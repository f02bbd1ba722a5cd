using System.Management.Automation;
using System.Text.Json;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.Objects;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>What cmdlets write, as it gets to jobs, other sessions, JSON files and log collectors.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class RoundTripTests(WorkingHosts world) : IAsyncLifetime
{
    private const string Secret = "a-token-that-nobody-may-see";
    private static readonly string s_names = Path.Combine(StagedModule.Repository, "tests", "EdgeProvision.PowerShell.Tests", "Objects", "properties.txt");
    private readonly UserEnvironment _user = new();
    private ModuleSession? _session;

    public static TheoryData<string> Types { get; } = [.. OutputSamples.Scripts.Keys];

    private ModuleSession Session => _session!;

    public async ValueTask InitializeAsync()
    {
        _session = await world.OpenAsync();
        await world.LoseAsync(1);
        (await Session.RunAsync(
            "$null = 1",
            new Dictionary<string, object?>
            {
                ["descriptor"] = world.Descriptor("r-one", WorkingHosts.Text("r-one", "r-one-a").Replace("driver: packet", $"driver: packet\n    packet_token: {Secret}", StringComparison.Ordinal)),
                ["edited"] = world.Descriptor("fosdem-edited", WorkingHosts.Text("fosdem", [.. WorkingHosts.Hostnames]).Replace("size: 50", "size: 80", StringComparison.Ordinal)),
                ["bad"] = world.Descriptor("bad", "name: bad\nhostz: []\n"),
            })).Succeeded();
    }

    public ValueTask DisposeAsync()
    {
        Session.Dispose();
        _user.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task EveryTypeThatIsWritten_HasItsSample()
    {
        var written = (await Session.RunAsync("Get-Command -Module EdgeProvision")).Succeeded().Output
            .SelectMany(o => ((CmdletInfo)o.BaseObject).ImplementingType.GetCustomAttributes(typeof(OutputTypeAttribute), true).Cast<OutputTypeAttribute>())
            .SelectMany(a => a.Type).Select(t => t.Name).Where(n => n.StartsWith("EdgeProvision.", StringComparison.Ordinal)).ToHashSet();

        var missing = written.Except(OutputSamples.Scripts.Keys).ToList();
        Assert.True(missing.Count == 0, $"Without a sample in Objects/OutputSamples.cs: {string.Join(", ", missing)}.");
        Assert.Empty(OutputSamples.Scripts.Keys.Except(written));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task WrittenObject_SerializedAndBack_KeepsItsPropertiesAndTellsNoSecret(string type)
    {
        var item = await SampleAsync(type);

        var text = PSSerializer.Serialize(item, 4);
        var back = (PSObject)PSSerializer.Deserialize(text);

        AssertNoSecret(text);
        if (back.BaseObject.GetType().FullName == type)
            return;
        Assert.Equal("Deserialized." + type, back.TypeNames[0]);
        Assert.Equal(Names(item), Names(back));
        foreach (var property in item.Properties.Where(p => p.Value is string or int or long or bool or decimal or Enum))
            Assert.Equal(property.Value.ToString(), back.Properties[property.Name].Value?.ToString());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task WrittenObject_InAll_ComesToAnEndAndTellsNoSecret(string type)
    {
        var walk = new ObjectWalk();

        walk.Take(await SampleAsync(type));

        Assert.All(walk.Texts, AssertNoSecret);
        Assert.NotEmpty(walk.Names);
    }

    [Fact]
    public async Task NamesOfProperties_AreThoseThatScriptsWereWrittenFor()
    {
        var walk = new ObjectWalk();
        foreach (var type in OutputSamples.Scripts.Keys)
            walk.Take(await SampleAsync(type));

        var now = string.Concat(walk.Names.Select(n => $"{n.Key}: {n.Value}\n"));

        // Whoever adds a property puts the new line into the file; whoever takes one away breaks scripts.
        var known = await File.ReadAllTextAsync(s_names, TestContext.Current.CancellationToken);
        Assert.True(known == now, $"{s_names} should be:\n{now}");
    }

    [Fact]
    public async Task ConvertToJson_InARealShell_GivesTheSameNamesAndNoSecret()
    {
        var path = Path.Combine(world.Folder, "json.ps1");
        var samples = OutputSamples.Scripts.Select(s => $"\"{s.Key}`t$(@({s.Value})[0] | ConvertTo-Json -Depth 12 -Compress)\"");
        await File.WriteAllTextAsync(
            path,
            $"""
            Import-Module '{StagedModule.Manifest}'
            $null = {world.Connect}
            $descriptor, $edited, $bad = '{world.Folder}/r-one.yaml', '{world.Folder}/fosdem-edited.yaml', '{world.Folder}/bad.yaml'
            {string.Join('\n', samples)}

            """,
            TestContext.Current.CancellationToken);
        using var shell = RealShell.InPipeline(path);

        await shell.ExitAsync(TimeSpan.FromSeconds(120));

        var lines = shell.Text.Split('\n').Select(l => l.TrimEnd().Split('\t')).Where(l => l.Length == 2).ToDictionary(l => l[0], l => l[1]);
        Assert.True(OutputSamples.Scripts.Keys.SequenceEqual(lines.Keys), shell.Text);
        AssertNoSecret(shell.Text);
        var known = (await File.ReadAllLinesAsync(s_names, TestContext.Current.CancellationToken)).Select(l => l.Split(": ")).ToDictionary(l => l[0], l => l[1]);
        foreach (var (type, json) in lines)
        {
            using var document = JsonDocument.Parse(json);
            Assert.Empty(known[type].Split(' ').Except(document.RootElement.EnumerateObject().Select(p => p.Name)));
        }
    }

    private static IEnumerable<string> Names(PSObject item) => item.Properties.Where(p => p.MemberType is not PSMemberTypes.ScriptProperty).Select(p => p.Name).Order(StringComparer.Ordinal);

    private void AssertNoSecret(string text)
    {
        foreach (var secret in world.Secrets.Append(Secret))
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    private async Task<PSObject> SampleAsync(string type)
    {
        var written = (await Session.RunAsync(OutputSamples.Scripts[type])).Succeeded().Output;
        Assert.NotEmpty(written);
        Assert.Equal(type, written[0].BaseObject.GetType().FullName);
        return written[0];
    }
}
