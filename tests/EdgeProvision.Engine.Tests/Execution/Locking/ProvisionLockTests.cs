using System.Diagnostics;
using EdgeProvision.Engine.Execution.Locking;
using EdgeProvision.Engine.Tests.OpenNebula;
using EdgeProvision.Model;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Engine.Tests.Execution.Locking;

public sealed class ProvisionLockTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly LockPool _pool = new();

    private int Beats => _pool.FrontEnd.Calls.Count(c => c.Method == "one.template.update");

    private Task<ProvisionLock> Held() => new LockAcquirer(_pool.FrontEnd.Client(_time), new ScriptedProcesses(new ProcessIdentity("box", "b", "n", 1, "1")), new LockTimings(), _time)
        .AcquireAsync(new LockRequest("edge", "oneadmin", "op-1", "create", TimeSpan.FromMinutes(1)), _ => { }, TestContext.Current.CancellationToken);

    /// <summary>Lets time go by; every ten seconds it waits for the beat that is due, however long this machine takes to send it.</summary>
    private async Task Pass(ProvisionLock held, TimeSpan span)
    {
        var seen = Beats;
        for (var second = 1; second <= span.TotalSeconds; second++)
        {
            await Task.Delay(2, TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromSeconds(1));
            if (second % 10 != 0)
                continue;
            await BeatAfter(held, seen);
            seen = Beats;
        }

        await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    private async Task BeatAfter(ProvisionLock held, int seen)
    {
        var waited = Stopwatch.StartNew();
        while (Beats == seen && !held.Lost.IsCancellationRequested && waited.Elapsed < TimeSpan.FromSeconds(30))
        {
            // A lock that came late to its wait beats later on the clock, too: half a second without a beat, and the clock goes on.
            for (var i = 0; i < 100 && Beats == seen; i++)
                await Task.Delay(5, TestContext.Current.CancellationToken);
            if (Beats == seen)
                _time.Advance(TimeSpan.FromSeconds(1));
        }

        await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    private static async Task UntilLost(ProvisionLock held)
    {
        var waited = Stopwatch.StartNew();
        while (!held.Lost.IsCancellationRequested && waited.Elapsed < TimeSpan.FromSeconds(30))
            await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Lock_WhileHeld_BeatsEveryTenSeconds()
    {
        await using var held = await Held();
        var before = Beats;

        await Pass(held, TimeSpan.FromSeconds(60));

        Assert.InRange(Beats - before, 5, 7);
    }

    [Fact]
    public async Task Gate_AfterAFreshBeat_AsksNobody()
    {
        await using var held = await Held();
        var before = _pool.FrontEnd.Calls.Count;

        await held.EnsureHeldAsync(TestContext.Current.CancellationToken);

        Assert.Equal(before, _pool.FrontEnd.Calls.Count);
    }

    [Fact]
    public async Task Gate_WhenTheLockIsGone_IsShutForGood()
    {
        await using var held = await Held();
        _pool.Remove(held.TemplateId);
        await Pass(held, TimeSpan.FromSeconds(15));
        await UntilLost(held);

        var first = await Assert.ThrowsAsync<EdgeException>(() => held.EnsureHeldAsync(TestContext.Current.CancellationToken).AsTask());
        var calls = _pool.FrontEnd.Calls.Count;
        await Assert.ThrowsAsync<EdgeException>(() => held.EnsureHeldAsync(TestContext.Current.CancellationToken).AsTask());

        Assert.Equal("LockLost", first.Code);
        Assert.Equal(calls, _pool.FrontEnd.Calls.Count);
    }

    [Fact]
    public async Task Gate_AfterBeatsThatFailed_WaitsForOneThatSucceeds()
    {
        await using var held = await Held();
        _pool.IsDown = true;
        await Pass(held, TimeSpan.FromSeconds(25));
        var gate = held.EnsureHeldAsync(TestContext.Current.CancellationToken).AsTask();
        await Pass(held, TimeSpan.FromSeconds(5));
        Assert.False(gate.IsCompleted, "A restart of the front-end must not fail what waits for it.");
        _pool.IsDown = false;

        await _time.RunAsync(gate);
    }

    [Fact]
    public async Task Gate_WhenNothingAnswersAnyMore_FailsInTheEnd()
    {
        await using var held = await Held();
        _pool.IsDown = true;
        await Pass(held, TimeSpan.FromSeconds(25));
        var began = _time.GetUtcNow();

        var error = await Assert.ThrowsAsync<EdgeException>(() => _time.RunAsync(held.EnsureHeldAsync(TestContext.Current.CancellationToken).AsTask()));

        Assert.NotEqual("LockLost", error.Code);
        Assert.InRange((_time.GetUtcNow() - began).TotalSeconds, 5, 600);
    }

    [Fact]
    public async Task Gate_AfterAFailedCall_BeatsBeforeTheNext()
    {
        await using var held = await Held();
        var before = Beats;

        held.CallFailed();
        await held.EnsureHeldAsync(TestContext.Current.CancellationToken);

        Assert.Equal(before + 1, Beats);
    }

    [Fact]
    public async Task Client_WhoseCallWasNotAnswered_SaysSo()
    {
        var frontEnd = new FakeFrontEnd { Answer = (_, _) => throw new IOException("broken") };
        var failures = 0;
        using var client = frontEnd.Client(_time).WithGate(_ => ValueTask.CompletedTask, () => failures++);

        await Assert.ThrowsAsync<EdgeException>(() => client.Hosts.DeleteAsync(1, TestContext.Current.CancellationToken));

        Assert.Equal(1, failures);
    }

    [Fact]
    public async Task Lost_WhenTheLockIsRemoved_TellsThoseWhoWait()
    {
        await using var held = await Held();
        Assert.False(held.Lost.IsCancellationRequested);
        _pool.Remove(held.TemplateId);

        await Pass(held, TimeSpan.FromSeconds(12));
        await UntilLost(held);

        Assert.True(held.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Release_OfALockThatIsGone_IsNoError()
    {
        await using var held = await Held();
        _pool.Remove(held.TemplateId);

        await held.ReleaseAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_pool.Ids);
    }

    [Fact]
    public async Task Release_OfALockThatWasTakenOver_LeavesTheOthersAlone()
    {
        await using var held = await Held();
        _pool.Remove(held.TemplateId);
        var other = _pool.Add("oneadmin", [("NAME", LockAcquirer.NameOf("edge")), ("EDGE_LOCK_OPERATION", "op-2")]);

        await held.ReleaseAsync(TestContext.Current.CancellationToken);

        Assert.Equal([other], _pool.Ids);
    }

    [Fact]
    public async Task Release_WhileABeatHangs_DoesNotWaitForIt()
    {
        await using var held = await Held();
        _pool.HangsOn.Add("one.template.update");
        await Pass(held, TimeSpan.FromSeconds(11));

        await held.ReleaseAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Empty(_pool.Ids);
    }
}
