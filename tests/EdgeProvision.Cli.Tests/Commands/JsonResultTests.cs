using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeProvision.Cli.Json;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Tests.Commands;

/// <summary><c>-j</c> on commands that do something: standard output is one document, whatever becomes of the work.</summary>
public sealed class JsonResultTests
{
    private static readonly EdgeException s_noStock = new("NoStock", ErrorKind.LimitReached, "There are no machines of this plan left.") { Target = "node4", RecommendedAction = "Take another plan." };

    [Theory]
    [InlineData("create -j edge.yaml")]
    [InlineData("create --json edge.yaml -d")]
    [InlineData("update -j edge.yaml")]
    [InlineData("configure b -j")]
    public async Task Operation_Done_IsItsResultAndNothingElse(string line)
    {
        using var bench = Bench((_, _, _, _) => Task.FromResult(ScriptedEngine.Result(OperationOutcome.Succeeded, ScriptedEngine.Provision("edge", ScriptedEngine.Host(4, "edge")))));
        Assert.Equal(0, await bench.RunAsync(line));
        var document = JsonNode.Parse(bench.Output)!;
        Assert.Equal(("op", "Succeeded"), ((string)document["operation"]!["id"]!, (string)document["operation"]!["outcome"]!));
        Assert.Equal("edge-id", (string)document["provision"]!["id"]!);
        Assert.Equal("147.75.0.4", (string)document["provision"]!["hosts"]![0]!["address"]!);
        Assert.Empty(document["failures"]!.AsArray());
        Assert.Null(document["error"]);
    }

    [Fact]
    public async Task Delete_Done_HasNoProvisionAnyMore()
    {
        using var bench = Bench((_, _, _, _) => Task.FromResult(ScriptedEngine.Result(OperationOutcome.Succeeded, null)));
        Assert.Equal(0, await bench.RunAsync("delete a -j"));
        var document = JsonNode.Parse(bench.Output)!.AsObject();
        Assert.True(document.ContainsKey("provision"));
        Assert.Null(document["provision"]);
    }

    [Fact]
    public async Task Create_HostFails_TellsItToBothPeopleAndPrograms()
    {
        var failure = new StepFailure("host/node4/rent", "node4", 4, s_noStock);
        using var bench = Bench((_, _, _, _) => Task.FromResult(ScriptedEngine.Result(OperationOutcome.Failed, ScriptedEngine.Provision("edge"), failure)));
        Assert.Equal(255, await bench.RunAsync("create -j f"));
        var failed = Assert.Single(JsonNode.Parse(bench.Output)!["failures"]!.AsArray())!;
        Assert.Equal(("node4", 4, "host/node4/rent"), ((string)failed["target"]!, (int)failed["hostId"]!, (string)failed["stepId"]!));
        Assert.Equal(("NoStock", "LimitReached", "Take another plan."), ((string)failed["error"]!["code"]!, (string)failed["error"]!["kind"]!, (string)failed["error"]!["recommendedAction"]!));
        Assert.Contains("ERROR: HOST 4", bench.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create -j f")]
    [InlineData("delete -j a")]
    public async Task Operation_ThatDoesNotBegin_IsTheErrorAlone(string line)
    {
        using var bench = Bench((_, _, _, _) => throw s_noStock);
        Assert.Equal(255, await bench.RunAsync(line));
        var document = JsonNode.Parse(bench.Output)!;
        Assert.Null(document["operation"]);
        Assert.Equal(("NoStock", "node4"), ((string)document["error"]!["code"]!, (string)document["error"]!["target"]!));
        Assert.Contains("ERROR: There are no machines of this plan left.", bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_OfABadDescriptor_ListsAllThatIsWrongWithIt()
    {
        Diagnostic[] wrong = [new() { Severity = DiagnosticSeverity.Error, Code = "KeyUnknown", File = "f.yaml", Line = 2, Column = 1, Message = "There is no such key." }];
        using var bench = Bench((_, _, _, _) => throw new DescriptorException("f.yaml", wrong));
        Assert.Equal(255, await bench.RunAsync("create -j f.yaml"));
        var found = Assert.Single(JsonNode.Parse(bench.Output)!["error"]!["diagnostics"]!.AsArray())!;
        Assert.Equal(("KeyUnknown", 2), ((string)found["code"]!, (int)found["line"]!));
    }

    [Fact]
    public async Task Create_Interrupted_IsAnErrorOfItsOwn()
    {
        using var stop = new CancellationTokenSource();
        using var bench = Bench(async (_, _, _, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException("not reached");
        });
        Assert.Equal(255, await bench.RunAsync("create -j f", stop.Token));
        Assert.Equal("Interrupted", (string)JsonNode.Parse(bench.Output)!["error"]!["code"]!);
    }

    [Theory]
    [InlineData("host poweroff -j -d 4..6", 2)]
    [InlineData("host resume -j 4", 1)]
    [InlineData("host reboot --hard -j 6", 1)]
    [InlineData("host delete -j 4,6", 2)]
    [InlineData("host configure -j -F 4,5", 1)]
    public async Task HostOperation_IsAListWithAResultForEachProvision(string line, int provisions)
    {
        using var bench = Bench((request, _, _, _) => Task.FromResult(ScriptedEngine.Result(OperationOutcome.Succeeded, null)));
        Assert.Equal(0, await bench.RunAsync(line));
        var documents = JsonNode.Parse(bench.Output)!.AsArray();
        Assert.Equal(provisions, documents.Count);
        Assert.All(documents, d => Assert.Equal("op", (string)d!["operation"]!["id"]!));
    }

    [Fact]
    public async Task HostOperation_SomeMissingSomeRefused_ListsThemBesideTheRest()
    {
        using var bench = Bench((_, _, _, _) => Task.FromResult(ScriptedEngine.Result(OperationOutcome.Succeeded, null)));
        Assert.Equal(255, await bench.RunAsync("host configure -j 4,6,77"));
        var documents = JsonNode.Parse(bench.Output)!.AsArray();
        Assert.Equal(["HostNotFound", "HostsAlreadyConfigured", null], documents.Select(d => (string?)d!["error"]?["code"]));
        Assert.Equal("op", (string)documents[2]!["operation"]!["id"]!);
    }

    [Fact]
    public async Task HostOperation_WithoutAHost_IsAListAllTheSame()
    {
        using var bench = Bench((_, _, _, _) => throw new InvalidOperationException("not reached"));
        Assert.Equal(255, await bench.RunAsync("host poweroff -j ,"));
        Assert.Equal("IdsInvalid", (string)Assert.Single(JsonNode.Parse(bench.Output)!.AsArray())!["error"]!["code"]!);
    }

    [Fact]
    public async Task ObjectDelete_ListsWhatBecameOfEach()
    {
        using var bench = Bench((_, _, _, _) => throw new InvalidOperationException("not reached"));
        Assert.Equal(255, await bench.RunAsync("vnet delete -j -d 30,0,nobody"));
        var documents = JsonNode.Parse(bench.Output)!.AsArray();
        Assert.Equal([("nobody", false), ("30", true), ("0", false)], documents.Select(d => ((string)d!["name"]!, (bool)d["deleted"]!)));
        Assert.Equal("ObjectNotOfProvision", (string)documents[2]!["error"]!["code"]!);
    }

    [Theory]
    [InlineData("create --dry-run -j f")]
    [InlineData("delete -j --dry-run a")]
    public async Task DryRun_IsThePlan(string line)
    {
        using var bench = Bench((_, _, _, _) => throw new InvalidOperationException("not reached"));
        Assert.Equal(0, await bench.RunAsync(line));
        Assert.Equal(1, (int)JsonNode.Parse(bench.Output)!["rents"]!);
    }

    [Theory]
    [InlineData(typeof(ResultDocument), "A **result**:")]
    [InlineData(typeof(Operation), "An **operation**:")]
    [InlineData(typeof(OperationStep), "An **operation**:")]
    [InlineData(typeof(Plan), "A **plan**:")]
    [InlineData(typeof(PlanStep), "A **plan**:")]
    [InlineData(typeof(Provision), "A **provision**:")]
    [InlineData(typeof(EdgeHost), "| **host** |")]
    [InlineData(typeof(EdgeCluster), "| **cluster** |")]
    [InlineData(typeof(EdgeDatastore), "| **datastore** |")]
    [InlineData(typeof(EdgeNetwork), "| **network** |")]
    [InlineData(typeof(Diagnostic), "An **error**:")]
    public void Guide_NamesEveryProperty(Type type, string heading)
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "guide", "oneprovision.md"));
        var text = page[page.IndexOf(heading, StringComparison.Ordinal)..];

        // A row of a table ends with its line, a paragraph and the table under it with what comes next.
        text = heading[0] == '|' ? text[..text.IndexOf('\n', StringComparison.Ordinal)] : text[..text.IndexOf("\n\nA", StringComparison.Ordinal)];
        foreach (var property in type.GetProperties())
            Assert.Matches($@"[`\s]{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}[`,\s]", text);
    }

    private static CommandBench Bench(Func<OperationRequest, IOperationObserver, IQuestions, CancellationToken, Task<OperationResult>> run)
    {
        IReadOnlyList<Provision> provisions =
        [
            ScriptedEngine.Provision("a", ScriptedEngine.Host(4, "a"), ScriptedEngine.Host(5, "a")),
            ScriptedEngine.Provision("b", ScriptedEngine.Host(6, "b", "pending")),
        ];
        return new CommandBench { Engine = new ScriptedEngine { Provisions = provisions, Run = run } };
    }
}
