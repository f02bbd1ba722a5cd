using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Tests.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

/// <summary>No credential is sent before this front-end has shown that it encrypts the place.</summary>
public sealed class CredentialKeepingTests
{
    private const string Token = "REALTOKEN";

    private static readonly FrontEndConfiguration Old = World.Configuration(
        new FrontEndRelease(5, 10, 5), (FrontEndObjectKind.Host, ["PROVISION/PACKET_TOKEN"]), (FrontEndObjectKind.Cluster, ["PROVISION/PACKET_TOKEN"]));

    private readonly World _world;

    private string _clusterToken = "Y2lwaGVyIHRleHQ=";

    public CredentialKeepingTests() => _world = With(Old);

    private World With(FrontEndConfiguration configuration, bool hasRecord = true)
    {
        var world = new World(
            desired: World.Descriptor(), configuration: configuration, token: Token,
            observed: new ObservedProvision { Name = "edge", Id = World.ProvisionId, Record = hasRecord ? Seen.Record("name: edge\n") : null });
        world.Respond = call => call.Method switch
        {
            "one.document.info" => FakeFrontEnd.Success("<DOCUMENT><ID>5</ID><UID>0</UID><NAME>edge</NAME><TYPE>3343</TYPE><TEMPLATE><PROVISION_BODY>canary</PROVISION_BODY></TEMPLATE></DOCUMENT>"),
            "one.cluster.info" => FakeFrontEnd.Success(
                $"<CLUSTER><ID>7</ID><NAME>edge</NAME><HOSTS></HOSTS><DATASTORES></DATASTORES><VNETS></VNETS><TEMPLATE><PROVISION><PACKET_TOKEN>{_clusterToken}</PACKET_TOKEN></PROVISION></TEMPLATE></CLUSTER>"),
            _ => World.Accept(call),
        };
        return world;
    }

    private static Task<StepOutcome> Run(World world, IStepHandler step) => world.Time.RunAsync(step.RunAsync(new StepContext(
        new PlannedStep(new PlanStep("x", step.Kind.ToString(), "edge", "make it", PlanEffect.Create, []), step.Kind), world.Scope, world.Scope.Report, world.Stop)));

    private static string Identity => $"  PROVISION_ID=\"{World.ProvisionId}\",\n  NAME=\"edge\"";

    [Fact]
    public async Task Cluster_WhereHostsWillCarryTheToken_TriesWithAValueThatIsNoneAndTakesItOutAgain()
    {
        await Run(_world, new ClusterStep());

        Assert.Equal(["one.cluster.allocate", "one.cluster.update", "one.cluster.info", "one.cluster.update"], _world.FrontEnd.Calls.Select(c => c.Method));
        Assert.Equal(
            [$"NAME=\"edge\"\nPROVISION=[\n{Identity},\n  PACKET_TOKEN=\"canary\"\n]\n", $"NAME=\"edge\"\nPROVISION=[\n{Identity}\n]\n"],
            _world.Writes("one.cluster.update").Select(c => c.Arguments[2]));
    }

    [Fact]
    public async Task Cluster_WhoseTrialComesBackInClear_IsRemovedWithTheRecordAndRefused()
    {
        _clusterToken = "canary";

        var error = await Assert.ThrowsAsync<EdgeException>(() => Run(_world, new ClusterStep()));

        Assert.Equal("SecretsNotEncrypted", error.Code);
        Assert.Contains("CLUSTER_ENCRYPTED_ATTR", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(_world.Writes("one.cluster.delete"));
        Assert.Single(_world.Writes("one.document.delete"));
        Assert.Null(_world.Record.Current);
        Assert.DoesNotContain(_world.FrontEnd.Calls, c => c.Arguments.Any(a => a.Contains(Token, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Cluster_TriedAgainAfterTheRefusal_IsRefusedAgainAndMadeByNobody()
    {
        // The refusal took the record with it: what came now would stand without one.
        _clusterToken = "canary";
        await Assert.ThrowsAsync<EdgeException>(() => Run(_world, new ClusterStep()));

        var error = await Assert.ThrowsAsync<EdgeException>(() => Run(_world, new ClusterStep()));

        Assert.Equal("SecretsNotEncrypted", error.Code);
        Assert.Single(_world.Writes("one.cluster.allocate"));
    }

    [Fact]
    public async Task Cluster_WhereTheRecordHasThem_IsNotTried()
    {
        _world.Record.Set(_world.Record.Current! with { Secrets = new Dictionary<string, string> { ["packet/packet_token"] = Token } });

        await Run(_world, new ClusterStep());

        Assert.Single(_world.Writes("one.cluster.update"));
    }

    [Fact]
    public async Task Record_WhereHostsAndClustersAreListed_LeavesTheProofToTheCluster()
    {
        await Run(_world, new RecordStep());

        Assert.NotNull(_world.Record.Current);
        Assert.DoesNotContain(_world.FrontEnd.Calls, c => c.Arguments.Any(a => a.Contains(Token, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Record_WhereClustersAreNotListed_IsRefusedSinceNothingCouldBeTried()
    {
        var world = With(World.Configuration(new FrontEndRelease(5, 10, 5), (FrontEndObjectKind.Host, ["PROVISION/PACKET_TOKEN"])));

        var error = await Assert.ThrowsAsync<EdgeException>(() => Run(world, new RecordStep()));

        Assert.Equal("SecretsNotEncrypted", error.Code);
        Assert.Single(world.Writes("one.document.delete"));
    }

    [Fact]
    public void Host_WithARegisteredProvidersToken_DoesNotCarryIt()
    {
        var world = With(Old);
        var providers = (Dictionary<string, ProviderAccess>)world.Scope.Providers;
        Assert.Contains(Token, ClaimOf(world), StringComparison.Ordinal);
        providers["packet"] = providers["packet"] with { RegisteredName = "ams" };

        Assert.DoesNotContain(Token, ClaimOf(world), StringComparison.Ordinal);
    }

    private static string ClaimOf(World world)
    {
        var host = world.Scope.Desired!.Hosts[0];
        host = host with { Provision = host.Provision.Without("packet_token") };
        return TemplateWriter.Write(ObjectTemplates.Host(world.Scope, host, "key", new HostRequest(1, IsOpen: true)));
    }
}
