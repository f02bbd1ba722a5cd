using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Tests.Descriptors;
using EdgeProvision.Engine.Tests.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

/// <summary>What is let in, brought to what the descriptor names, and noted at its hosts.</summary>
public sealed class SetAdmissionStepTests
{
    [Theory]
    [InlineData(true, StepOutcome.Done)]
    [InlineData(false, StepOutcome.Unchanged)]
    public async Task Run_AsksForWhatAllHostsNameTogether(bool changes, StepOutcome outcome)
    {
        var world = With("{hostname: a, ssh_from: [198.51.100.7], open: [tcp/443]}", "{hostname: b, open: [icmp]}", "{hostname: c, subnetid: subnet-1}");
        world.Driver.ChangesAdmission = changes;

        Assert.Equal(outcome, await RunAsync(world));

        var wish = Assert.Single(world.Driver.Wishes);
        Assert.Equal((true, "tcp/22 from 198.51.100.7/32, tcp/443, icmp"), (wish.AdmitsCallers, string.Join(", ", wish.All)));
    }

    [Fact]
    public async Task Run_WhereNobodyComesOrGoes_LetsInTheOverlayOfThoseOutside()
    {
        var world = With(new Engine.Requests.DeleteHostsRequest("edge", []), "{hostname: a, ssh_from: [198.51.100.7]}");
        world.Scope.Boards.Peers.Put("a", new MemberAddresses("ec2", "vpc-1", "198.51.100.1", "10.66.0.4"));
        world.Scope.Boards.Peers.Put("b", new MemberAddresses("onprem", null, "192.0.2.11", null));

        await RunAsync(world);
        Assert.Equal(["only 192.0.2.11 198.51.100.1"], world.Driver.Members);

        // A member that is to come may be one of those that are let in already: at the end.
        world.Scope.Boards.Peers.Expect("c");
        await RunAsync(world);
        Assert.Single(world.Driver.Members);
    }

    [Fact]
    public async Task Run_WhereNoHostNeedsAnythingOfTheKind_AsksNobody()
    {
        var world = With("{hostname: a, subnetid: subnet-1}");

        Assert.Equal(StepOutcome.Unchanged, await RunAsync(world));

        Assert.Empty(world.Driver.Wishes);
    }

    [Theory]
    [InlineData("{hostname: a, open: [tcp/443, icmp]}", "PROVISION/SSH_FROM", "OPEN=\"tcp/443,icmp\"", "SSH_FROM")]
    [InlineData("{hostname: a, ssh_from: [198.51.100.7]}", "PROVISION/OPEN", "SSH_FROM=\"198.51.100.7\"", "OPEN=")]
    public async Task Update_OfTheHost_NotesWhatIsLetInAndKeepsWhatWasOrdered(string provision, string dropped, string written, string gone)
    {
        var world = With(provision);
        world.Respond = call => call.Method == "one.host.info"
            ? FakeFrontEnd.Success("""
                <HOST><ID>1</ID><NAME>198.51.100.1</NAME><STATE>2</STATE><CLUSTER_ID>100</CLUSTER_ID><CLUSTER>edge</CLUSTER><IM_MAD>kvm</IM_MAD><VM_MAD>kvm</VM_MAD><HOST_SHARE></HOST_SHARE><VMS></VMS><TEMPLATE>
                <PROVISION><DEPLOY_ID>d-a</DEPLOY_ID><AMI>old</AMI><OPEN>udp/7</OPEN><SSH_FROM>192.0.2.1</SSH_FROM></PROVISION></TEMPLATE></HOST>
                """)
            : FakeFrontEnd.SuccessId(1);
        var context = world.Context("a", StepKind.UpdateHost);

        Assert.Equal(StepOutcome.Done, await new UpdateHostStep().RunAsync(context with { Step = context.Step with { Dropped = [dropped] } }));

        var update = Assert.Single(world.Writes("one.host.update")).Arguments[2];
        Assert.Contains(written, update, StringComparison.Ordinal);
        Assert.Contains("AMI=\"old\"", update, StringComparison.Ordinal);
        Assert.Contains("DEPLOY_ID=\"d-a\"", update, StringComparison.Ordinal);
        Assert.DoesNotContain(gone, update, StringComparison.Ordinal);
    }

    private static World With(params string[] provisions) => With(null, provisions);

    private static World With(Engine.Requests.OperationRequest? request, params string[] provisions)
    {
        var desired = Loading.Load($$"""
            name: edge
            defaults:
              provision: {driver: ec2, region_name: eu-central-1, ami: debian_12, instancetype: m5.large}
            hosts:
            {{string.Join('\n', provisions.Select(p => $"  - {{im_mad: kvm, vm_mad: kvm, provision: {p}}}"))}}
            """).Descriptor;
        return new World(request, desired: desired, observed: new() { Name = "edge", Id = World.ProvisionId, Hosts = [Seen.Ready("a") with { Driver = "ec2" }] }, token: "t", driver: "ec2");
    }

    private static Task<StepOutcome> RunAsync(World world) => new SetAdmissionStep().RunAsync(new StepContext(
        new PlannedStep(new PlanStep("admission/ec2", nameof(StepKind.SetAdmission), "ec2", "let in", PlanEffect.Change, []), StepKind.SetAdmission),
        world.Scope, world.Scope.Report, TestContext.Current.CancellationToken));
}
