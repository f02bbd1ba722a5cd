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
            "one.vmpool.info" => FakeFrontEnd.Success("<VM_POOL><VM><ID>0</ID><NAME>web</NAME><UID>0</UID><STATE>3</STATE><LCM_STATE>3</LCM_STATE></VM></VM_POOL>"),
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
        Assert.All(new[] { "virtual machine 5;", "image 9;", "lease 10.0.0.5 of net" }, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.Equal(["1:0", "2:1"], Statuses(world));
    }

    [Fact]
    public async Task Refuse_OfVirtualMachineZero_TellsItByItsName()
    {
        _vms = "<ID>0</ID>";

        var error = await Assert.ThrowsAsync<EdgeException>(() => Run(With(new DeleteHostsRequest("edge", [1]), Seen.Ready("a", 1)), new RefuseContentsStep()));

        Assert.Contains("in use: virtual machine 0 (web).", error.Message, StringComparison.Ordinal);
        Assert.Contains("oneprovision host delete 1 --cleanup", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<VM>-1</VM>", "10.0.0.5 of net (held)", "onevnet release 7 10.0.0.5")]
    [InlineData("<VNET>12</VNET>", "network 12 of net", "onevnet delete 12")]
    [InlineData("<VROUTER>3</VROUTER>", "10.0.0.5 of net (virtual router 3)", "onevrouter delete 3")]
    [InlineData("<VM>8</VM>", "10.0.0.5 of net (virtual machine 8)", "onevm terminate 8")]
    public async Task Refuse_OfWhatCleanupDoesNotFree_AdvisesWhatDoes(string user, string shown, string command)
    {
        _leases = $"<LEASE><IP>10.0.0.5</IP><MAC>02:00</MAC>{user}</LEASE>";

        var alone = await Assert.ThrowsAsync<EdgeException>(() => Run(With(new DeleteRequest("edge"), Seen.Ready("a")), new RefuseContentsStep()));
        _vms = "<ID>5</ID>";
        var besideMachines = await Assert.ThrowsAsync<EdgeException>(() => Run(With(new DeleteRequest("edge"), Seen.Ready("a")), new RefuseContentsStep()));
        var cleaning = await Assert.ThrowsAsync<EdgeException>(() => Run(With(new DeleteRequest("edge") { RemoveContents = true }, Seen.Ready("a")), new RemoveContentsStep()));

        Assert.All(new[] { alone, besideMachines, cleaning }, error => Assert.Contains(shown, error.Message, StringComparison.Ordinal));
        Assert.Equal($"Free them: {command}. Then run the command again.", alone.RecommendedAction);
        Assert.StartsWith($"Free first what a removal of virtual machines does not free: {command}. Then -Cleanup", besideMachines.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains($"does not free these: {command}.", cleaning.RecommendedAction, StringComparison.Ordinal);
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
    [InlineData("<LEASE><IP>10.0.0.5</IP><MAC>02:00</MAC><VM>8</VM></LEASE>")]
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
