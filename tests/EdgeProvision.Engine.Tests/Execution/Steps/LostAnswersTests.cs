using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Tests.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

/// <summary>What allocates do when the connection breaks, again and again: look, and ask once more only while nothing stands.</summary>
public sealed class LostAnswersTests
{
    private static readonly string Text = World.DescriptorText("a", """
        datastores: [{name: img, ds_mad: fs, tm_mad: ssh}]
        networks: [{name: net, vn_mad: dummy, bridge: br0}]
        """);

    private readonly World _world = new(desired: Engine.Tests.Descriptors.Loading.Load(Text).Descriptor);
    private readonly HashSet<string> _made = [];
    private int _broken;
    private bool _isDone;
    private string _owner = World.ProvisionId;

    public LostAnswersTests() => _world.FrontEnd.Answer = (call, _) => Task.FromResult(Answer(call));

    private HttpResponseMessage Answer(SentCall call)
    {
        switch (call.Method)
        {
            case "one.cluster.allocate" or "one.datastore.allocate" or "one.vn.allocate" or "one.host.rename":
                if (_broken-- <= 0)
                    return _made.Add(call.Method) || call.Method == "one.host.rename" ? FakeFrontEnd.SuccessId(7) : FakeFrontEnd.Failure(8192, "[x] NAME is already taken by NET 7.");
                if (_isDone)
                    _made.Add(call.Method);
                throw new IOException("reset");
            case "one.clusterpool.info":
                return FakeFrontEnd.Success(Pool("CLUSTER", "edge", _made.Contains("one.cluster.allocate")));
            case "one.datastorepool.info":
                return FakeFrontEnd.Success(Pool("DATASTORE", "img", _made.Contains("one.datastore.allocate")));
            case "one.vnpool.info":
                return FakeFrontEnd.Success(Pool("VNET", "net", _made.Contains("one.vn.allocate")));
            case "one.vn.info":
                return FakeFrontEnd.Success(One("VNET", "net"));
            default:
                return World.Accept(call);
        }
    }

    private string Pool(string kind, string name, bool stands) => $"<{kind}_POOL>{(stands ? One(kind, name) : "")}</{kind}_POOL>";

    private string One(string kind, string name) =>
        $"<{kind}><ID>7</ID><UID>0</UID><GID>0</GID><UNAME>oneadmin</UNAME><GNAME>oneadmin</GNAME><NAME>{name}</NAME><CLUSTERS><ID>100</ID></CLUSTERS><BRIDGE>br0</BRIDGE><STATE>{(kind == "VNET" ? 1 : 0)}</STATE><VN_MAD>dummy</VN_MAD>"
        + "<TYPE>0</TYPE><DS_MAD>fs</DS_MAD><TM_MAD>ssh</TM_MAD><TOTAL_MB>0</TOTAL_MB><FREE_MB>0</FREE_MB><USED_LEASES>0</USED_LEASES><HOSTS></HOSTS><DATASTORES></DATASTORES><VNETS></VNETS><IMAGES></IMAGES><AR_POOL></AR_POOL>"
        + $"<TEMPLATE><PROVISION><PROVISION_ID>{_owner}</PROVISION_ID></PROVISION></TEMPLATE></{kind}>";

    private Task<StepOutcome> Run(Engine.Execution.IStepHandler step) => _world.Time.RunAsync(step.RunAsync(new Engine.Execution.StepContext(
        new PlannedStep(new PlanStep("x/0", step.Kind.ToString(), "x", "make it", PlanEffect.Create, []), step.Kind) { Index = 0 }, _world.Scope, _world.Scope.Report, _world.Stop)));

    public static TheoryData<string> Steps => ["cluster", "datastore", "vn"];

    private static Engine.Execution.IStepHandler Step(string word) => word switch
    {
        "cluster" => new ClusterStep(),
        "datastore" => new DatastoreStep(),
        _ => new NetworkStep(),
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Allocate_BrokenOffSeveralTimesWithoutEffect_IsSentUntilItIsAnswered(string word)
    {
        _broken = 3;

        Assert.Equal(StepOutcome.Done, await Run(Step(word)));

        Assert.Equal(4, _world.Writes($"one.{word}.allocate").Count());
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Allocate_BrokenOffWithEffect_IsFoundAndNotSentAgain(string word)
    {
        (_broken, _isDone) = (9, true);

        await Run(Step(word));

        Assert.Single(_world.Writes($"one.{word}.allocate"));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Allocate_NeverAnswered_EndsWithTheFrontEndsError(string word)
    {
        _broken = 1000;

        var error = await Assert.ThrowsAsync<EdgeException>(() => Run(Step(word)));

        Assert.Equal(FrontEndErrorCodes.AnswerLost, error.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Network_WhoseNameIsTaken_IsAdoptedOnlyIfItIsOurs(bool isOurs)
    {
        // The list came before the lost allocate was carried out.
        _world.FrontEnd.Answer = (call, _) => Task.FromResult(call.Method switch
        {
            "one.vnpool.info" => World.Accept(call),
            "one.vn.allocate" => FakeFrontEnd.Failure(8192, "[one.vn.allocate] NAME is already taken by NET 7."),
            _ => Answer(call),
        });
        _owner = isOurs ? World.ProvisionId : "another";

        if (isOurs)
            Assert.Equal(StepOutcome.Done, await Run(new NetworkStep()));
        else
            Assert.Equal("ObjectNameTaken", (await Assert.ThrowsAsync<EdgeException>(() => Run(new NetworkStep()))).Code);
    }

    [Fact]
    public async Task Rename_BrokenOffSeveralTimes_IsSentUntilItIsAnswered()
    {
        _broken = 2;
        var host = _world.Scope.Hosts["a"];
        host.HostId = 3;
        _world.FrontEnd.Answer = (call, _) => Task.FromResult(call.Method == "one.host.info"
            ? FakeFrontEnd.Success("<HOST><ID>3</ID><NAME>provision-x</NAME><STATE>8</STATE><CLUSTER_ID>100</CLUSTER_ID><CLUSTER>edge</CLUSTER><IM_MAD>kvm</IM_MAD><VM_MAD>kvm</VM_MAD><LAST_MON_TIME>0</LAST_MON_TIME><HOST_SHARE></HOST_SHARE><VMS></VMS><TEMPLATE></TEMPLATE></HOST>")
            : Answer(call));

        await HostNaming.RenameAsync(_world.Scope, host, "198.51.100.7", TestContext.Current.CancellationToken);

        Assert.Equal("198.51.100.7", host.Name);
        Assert.Equal(3, _world.Writes("one.host.rename").Count());
    }
}
