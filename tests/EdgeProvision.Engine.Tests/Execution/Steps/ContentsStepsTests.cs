using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Engine.Tests.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

public sealed class ContentsStepsTests
{
    private const string Identity = $"<PROVISION><PROVISION_ID>{World.ProvisionId}</PROVISION_ID></PROVISION>";

    private string _vms = "";
    private string _images = "";
    private string _leases = "";

    private World With(OperationRequest request, params ObservedHost[] hosts)
    {
        var world = new World(request, observed: new ObservedProvision { Name = "edge", Id = World.ProvisionId, Hosts = hosts, Datastores = [Seen.Datastore(101, "img")], Networks = [Seen.Network(7, "net")] });
        world.Respond = call => call.Method switch
        {
            "one.hostpool.info" => FakeFrontEnd.Success($"<HOST_POOL><HOST><ID>1</ID><NAME>x</NAME><STATE>8</STATE><VMS>{_vms}</VMS><TEMPLATE>{Identity}</TEMPLATE></HOST></HOST_POOL>"),
            "one.datastorepool.info" => FakeFrontEnd.Success($"<DATASTORE_POOL><DATASTORE><ID>101</ID><NAME>img</NAME><UID>0</UID><TYPE>0</TYPE><TOTAL_MB>0</TOTAL_MB><FREE_MB>0</FREE_MB><IMAGES>{_images}</IMAGES><TEMPLATE>{Identity}</TEMPLATE></DATASTORE></DATASTORE_POOL>"),
            "one.vn.info" => FakeFrontEnd.Success($"<VNET><ID>7</ID><NAME>net</NAME><UID>0</UID><USED_LEASES>0</USED_LEASES><AR_POOL><AR><AR_ID>0</AR_ID><SIZE>9</SIZE><TYPE>IP4</TYPE><LEASES>{_leases}</LEASES></AR></AR_POOL><TEMPLATE>{Identity}</TEMPLATE></VNET>"),
            "one.vm.recover" => Done(() => _vms = ""),
            "one.image.delete" => Done(() => _images = ""),
            _ => World.Accept(call),
        };
        return world;
    }

    private static HttpResponseMessage Done(Action action)
    {
        action();
        return FakeFrontEnd.SuccessId(1);
    }

    private static Task<StepOutcome> Run(World world, IStepHandler step) => world.Time.RunAsync(step.RunAsync(new StepContext(
        new PlannedStep(new PlanStep("contents", step.Kind.ToString(), "edge", "look", PlanEffect.Observe, []), step.Kind), world.Scope, world.Scope.Report, world.Stop)));

    private static List<string> Statuses(World world) => [.. world.Writes("one.host.status").Select(c => c.Arguments[1] + ":" + c.Arguments[2])];

    [Fact]
    public async Task Refuse_OfAnEmptyProvision_Passes() =>
        Assert.Equal(StepOutcome.Unchanged, await Run(With(new DeleteRequest("edge"), Seen.Ready("a")), new RefuseContentsStep()));

    [Fact]
    public async Task Refuse_OfWhatIsInUse_NamesEachAndRestoresTheHosts()
    {
        _vms = "<ID>5</ID>";
        _images = "<ID>9</ID>";
        _leases = "<LEASE><IP>10.0.0.5</IP><MAC>02:00:0a:00:00:05</MAC><VM>5</VM></LEASE>";
        var world = With(new DeleteRequest("edge"), Seen.Ready("a", 1), Seen.Ready("b", 2, state: 4), Seen.Ready("c", 3, state: 8));

        var error = await Assert.ThrowsAsync<EdgeException>(() => Run(world, new RefuseContentsStep()));

        Assert.Equal("ProvisionInUse", error.Code);
        Assert.All(new[] { "virtual machines 5", "images 9", "10.0.0.5" }, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.Equal(["1:0", "2:1"], Statuses(world));
    }

    [Fact]
    public async Task Refuse_OfTheRemovalOfOneHost_RestoresThatHostOnly()
    {
        _vms = "<ID>5</ID>";
        var world = With(new DeleteHostsRequest("edge", [1]), Seen.Ready("a", 1), Seen.Ready("b", 2));

        await Assert.ThrowsAsync<EdgeException>(() => Run(world, new RefuseContentsStep()));

        Assert.Equal(["1:0"], Statuses(world));
    }

    [Fact]
    public async Task Remove_OfMachinesAndImages_EndsWhenTheyAreGone()
    {
        _vms = "<ID>5</ID>";
        _images = "<ID>9</ID>";
        var world = With(new DeleteRequest("edge") { RemoveContents = true }, Seen.Ready("a"));

        Assert.Equal(StepOutcome.Done, await Run(world, new RemoveContentsStep()));

        Assert.Single(world.Writes("one.vm.recover"));
        Assert.Single(world.Writes("one.image.delete"));
    }

    [Theory]
    [InlineData("<LEASE><IP>10.0.0.5</IP><MAC>02:00</MAC><VNET>12</VNET></LEASE>")]
    [InlineData("<LEASE><IP>10.0.0.5</IP><MAC>02:00</MAC><VM>-1</VM></LEASE>")]
    public async Task Remove_WhereSomethingMustStay_DestroysNothingAndRestoresTheHosts(string lease)
    {
        _vms = "<ID>5</ID>";
        _leases = lease;
        var world = With(new DeleteRequest("edge") { RemoveContents = true }, Seen.Ready("a"));

        await Assert.ThrowsAsync<EdgeException>(() => Run(world, new RemoveContentsStep()));

        Assert.Empty(world.Writes("one.vm.recover"));
        Assert.Equal(["1:0"], Statuses(world));
    }
}
