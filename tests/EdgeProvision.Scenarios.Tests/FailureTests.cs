using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>One of two hosts cannot be rented. The other is not held up; what becomes of it all is the user's choice.</summary>
public sealed class FailureTests(EdgeLab lab) : Scenario(lab)
{
    private const string Reason = "There is no stock of baremetal_0 left today";
    private static readonly string Descriptor = Tree.Descriptor("pair");

    [Fact]
    public async Task Create_HostRefusedAndQuit_KeepsTheRestNamesTheHostAndIsContinued()
    {
        await RefuseAsync(times: 0);
        var text = await Lab.Start("create", Descriptor, "--batch", "--fail-quit").FailsAsync(Stop);

        Assert.Contains(Reason, text, StringComparison.Ordinal);
        Assert.Contains("pair-b", text, StringComparison.Ordinal);
        Assert.Contains($"oneprovision create {Descriptor}", text, StringComparison.Ordinal);
        var kept = await GetAsync("pair");
        Assert.Equal([("pair-a", EdgeHostState.Ready), ("pair-b", EdgeHostState.Pending)], kept.Hosts.Select(h => (h.Hostname, h.State)).Order());
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(kept.Id, "pair-a");

        await Control.CalmAsync(Stop);
        await Lab.Start("create", Descriptor, "--batch").SucceedsAsync(Stop);
        Assert.Equal(ProvisionState.Ready, (await GetAsync("pair")).State);
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(kept.Id, "pair-a", "pair-b");
    }

    [Fact]
    public async Task Create_HostRefusedAndSkip_WarnsAndSucceeds()
    {
        await RefuseAsync(times: 0);
        var text = await Lab.Start("create", Descriptor, "--batch", "--fail-skip").SucceedsAsync(Stop);

        Assert.Contains(Reason, text, StringComparison.Ordinal);
        Assert.Contains("ID: ", text, StringComparison.Ordinal);
        var kept = await GetAsync("pair");
        Assert.NotEqual("configured", kept.Hosts.Single(h => h.Hostname == "pair-b").ConfigurationStatus);
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(kept.Id, "pair-a");
    }

    [Fact]
    public async Task Create_HostRefusedAndCleanup_LeavesNothing()
    {
        await RefuseAsync(times: 0);
        var text = await Lab.Start("create", Descriptor, "--batch", "--fail-cleanup").FailsAsync(Stop);

        Assert.Contains(Reason, text, StringComparison.Ordinal);
        (await Control.LookAsync(Stop)).AssertEmpty();
    }

    [Fact]
    public async Task Create_HostRefusedTwiceAndRetried_Succeeds()
    {
        var before = await OrdersAsync();
        await RefuseAsync(times: 2);
        await Lab.Start("create", Descriptor, "--batch", "--fail-retry", "2").SucceedsAsync(Stop);

        var provision = await GetAsync("pair");
        Assert.Equal(ProvisionState.Ready, provision.State);
        Assert.Equal(4, await OrdersAsync() - before);
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(provision.Id, "pair-a", "pair-b");
    }

    [Fact]
    public async Task Create_DeviceFailsWhileInstalled_IsReplacedWhenTheCommandIsRunAgain()
    {
        await Control.SetAsync(new ConditionsOrder(FailNext: 1), Stop);
        var text = await Lab.Start("create", Tree.Descriptor("edge"), "--batch").FailsAsync(Stop);
        Assert.Contains("edge-a", text, StringComparison.Ordinal);
        Assert.Single((await Control.LookAsync(Stop)).Devices);

        await Lab.Start("create", Tree.Descriptor("edge"), "--batch").SucceedsAsync(Stop);

        var provision = await GetAsync("edge");
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(provision.Id, "edge-a");
    }

    private Task RefuseAsync(int times) => Control.FailAsync(
        new FaultOrder
        {
            Match = new CallMatch { Service = "packet", Method = "POST", Path = "/projects/*/devices", Contains = "pair-b" },
            Status = 422,
            Body = $$"""{"errors":["{{Reason}}"]}""",
            Times = times,
        },
        Stop);

    private async Task<int> OrdersAsync() =>
        (await Control.CallsAsync(0, Stop)).Count(call => call is { Service: "packet", Method: "POST" } && call.Path.EndsWith("/devices", StringComparison.Ordinal));
}
