using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

/// <summary>A recorded device that has failed or vanished: another one is bought, unless the host was ever configured.</summary>
public sealed class DeviceKeeperLossTests
{
    [Fact]
    public async Task Ensure_OfAFailedDevice_ReleasesItAndBuysTheNextAttempt()
    {
        var world = DeviceKeeping.With(Seen.Host("a", device: "bad", request: DeviceKeeping.Closed));
        world.Driver.Add("bad", World.KeyOf("a"), DeviceState.Failed);

        await DeviceKeeping.RunAsync(world);

        Assert.Equal(["bad"], world.Driver.Deleted);
        Assert.Equal(2, Assert.Single(world.Driver.Asked).Attempt);
        Assert.Equal("new-1", world.Scope.Hosts["a"].DeviceId);
    }

    [Fact]
    public async Task Ensure_OfAFailedDeviceThatIsOlderThanTheFirstOrder_LeavesItAlone()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Closed));
        world.Driver.Add("theirs", World.KeyOf("a"), DeviceState.Failed, age: 7200);

        await DeviceKeeping.RunAsync(world);

        Assert.Empty(world.Driver.Deleted);
        Assert.Equal("new-1", world.Scope.Hosts["a"].DeviceId);
    }

    [Fact]
    public async Task Ensure_OfAFailedDevice_TakesItsIdOutBeforeTheNextIsBought()
    {
        var world = DeviceKeeping.With(Seen.Host("a", device: "bad", request: DeviceKeeping.Closed));
        world.Driver.Add("bad", World.KeyOf("a"), DeviceState.Failed);
        var known = "";
        world.Driver.Creates.Enqueue(r =>
        {
            known = world.Writes("one.host.update").Select(c => c.Arguments[2]).Last(t => t.Contains("PROVISION=[", StringComparison.Ordinal));
            return new CreateResult.Created(world.Driver.Add("good", r.EdgeKey));
        });

        await DeviceKeeping.RunAsync(world);

        // While no device is known there is no such attribute at all.
        Assert.Contains("HOSTNAME=\"a\"", known, StringComparison.Ordinal);
        Assert.DoesNotContain("DEPLOY_ID", known, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensure_OfAFailedDeviceWhoseKeyWasPinned_ForgetsThePinWithIt()
    {
        var world = DeviceKeeping.With(Seen.Host("a", device: "bad", request: DeviceKeeping.Closed) with { SshHostKey = "ssh-ed25519 OLD" });
        world.Driver.Add("bad", World.KeyOf("a"), DeviceState.Failed);

        await DeviceKeeping.RunAsync(world);

        Assert.Null(world.Scope.Hosts["a"].SshHostKey);
        Assert.Contains(world.Writes("one.host.update"), c => c.Arguments[2].Contains("EDGE_SSH_HOSTKEY=\"\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ensure_OfAFailedDeviceThatWasConfigured_RefusesAndTouchesNothing()
    {
        var world = DeviceKeeping.With(Seen.Host("a", device: "bad", status: "error", fingerprint: "f"));
        world.Driver.Add("bad", World.KeyOf("a"), DeviceState.Failed);

        var error = await Assert.ThrowsAsync<EdgeException>(() => DeviceKeeping.EnsureAsync(world));

        Assert.Equal("DeviceFailed", error.Code);
        Assert.Empty(world.Driver.Deleted);
        Assert.Empty(world.Driver.Asked);
    }

    [Fact]
    public async Task Ensure_OfAVanishedDevice_BuysAnotherOnlyAfterTheWindow()
    {
        var world = DeviceKeeping.With(Seen.Host("a", device: "gone", request: DeviceKeeping.Closed));
        var began = world.Time.GetUtcNow();

        await DeviceKeeping.RunAsync(world);

        Assert.True(Assert.Single(world.Driver.AskedAt) - began >= world.Driver.SettleWindow);
        Assert.Equal(2, world.Driver.Asked[0].Attempt);
    }

    [Fact]
    public async Task Ensure_OfAVanishedDeviceWithAnOpenRequest_DoesNotRaiseTheAttempt()
    {
        var world = DeviceKeeping.With(Seen.Host("a", device: "gone", request: new HostRequest(2, IsOpen: true)));

        await DeviceKeeping.RunAsync(world);

        // The second request was never proven gone: another number would be another purchase where requests have tokens.
        Assert.Equal(2, Assert.Single(world.Driver.Asked).Attempt);
    }

    [Fact]
    public async Task Ensure_OfAVanishedDeviceThatWasConfigured_Refuses()
    {
        var world = DeviceKeeping.With(Seen.Host("a", device: "gone", fingerprint: "f"));

        var error = await Assert.ThrowsAsync<EdgeException>(() => DeviceKeeping.EnsureAsync(world));

        Assert.Equal("DeviceVanished", error.Code);
        Assert.Empty(world.Driver.Asked);
    }
}
