using System.Security;
using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Tests.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

public sealed class RecordStepTests
{
    private readonly SortedDictionary<int, string> _documents = [];
    private readonly World _world = new(desired: World.Descriptor());
    private int _lost;
    private bool _hides;

    public RecordStepTests() => _world.FrontEnd.Answer = (call, _) => Task.FromResult(Answer(call));

    private HttpResponseMessage Answer(SentCall call)
    {
        switch (call.Method)
        {
            case "one.document.allocate":
                _documents[_documents.Count + 1] = Document(_documents.Count + 1, World.ProvisionId, "edge", "edge");
                return _lost-- > 0 ? throw new IOException("lost") : FakeFrontEnd.SuccessId(_documents.Count);
            case "one.documentpool.info":
                var shown = _hides ? "" : string.Concat(_documents.Values);
                _hides = false;
                return FakeFrontEnd.Success($"<DOCUMENT_POOL>{shown}</DOCUMENT_POOL>");
            case "one.document.delete":
                _documents.Remove(int.Parse(call.Arguments[1], System.Globalization.CultureInfo.InvariantCulture));
                return FakeFrontEnd.SuccessId(1);
            default:
                return World.Accept(call);
        }
    }

    private static string Document(int id, string provision, string name, string cluster) =>
        $"<DOCUMENT><ID>{id}</ID><UID>0</UID><NAME>{name}</NAME><TYPE>3343</TYPE><TEMPLATE>"
        + string.Concat(ProvisionRecordCodec.Write(Seen.Record("") with { ProvisionId = provision, ProvisionName = name, ClusterName = cluster })
            .Where(a => a.Text is not null).Select(a => $"<{a.Name}>{SecurityElement.Escape(a.Text)}</{a.Name}>"))
        + "</TEMPLATE></DOCUMENT>";

    private Task<StepOutcome> Run() => _world.Time.RunAsync(new RecordStep().RunAsync(new StepContext(
        new PlannedStep(new PlanStep("record", "Record", "edge", "record", PlanEffect.Create, []), StepKind.Record), Scope, Scope.Report, _world.Stop)));

    private OperationScope Scope => _world.Scope;

    [Fact]
    public async Task Record_OfANewProvision_IsAllocatedOnceWithItsEntry()
    {
        // The scope needs the descriptor's text; an operation without one writes an empty one.
        await Run();

        Assert.Equal(1, Scope.Record.Current!.DocumentId);
        var sent = Assert.Single(_world.Writes("one.document.allocate")).Arguments[1];
        Assert.Contains("PROVISION_BODY=\"canary\"", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("TOKEN", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_WhoseAnswerWasLost_IsFoundAgain()
    {
        _lost = 1;

        await Run();

        Assert.Equal([1], _documents.Keys);
        Assert.Equal(1, Scope.Record.Current!.DocumentId);
    }

    [Fact]
    public async Task Record_ThatWasMadeTwiceForALostAnswer_StaysOnceUnderTheLowestId()
    {
        _lost = 1;
        _hides = true;

        // The first list comes before the lost allocate was carried out.
        await Run();

        Assert.Equal([1], _documents.Keys);
        Assert.Equal(1, Scope.Record.Current!.DocumentId);
    }

    [Fact]
    public async Task Record_WhereAnotherOlderOneNamesTheCluster_MakesWay()
    {
        _documents[1] = Document(1, "another-id", "first", "edge");

        var error = await Assert.ThrowsAsync<EdgeException>(Run);

        Assert.Equal("ClusterNameTaken", error.Code);
        Assert.Contains("first", error.Message, StringComparison.Ordinal);
        Assert.Equal([1], _documents.Keys);
    }
}
