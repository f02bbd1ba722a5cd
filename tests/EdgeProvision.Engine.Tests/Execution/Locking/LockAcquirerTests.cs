using EdgeProvision.Engine.Execution.Locking;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Tests.OpenNebula;
using EdgeProvision.Model;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Engine.Tests.Execution.Locking;

public sealed class LockAcquirerTests
{
    private static readonly ProcessIdentity Me = new("box", "boot", "ns", 4711, "100");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly LockPool _pool = new();
    private readonly List<OperationEvent> _events = [];
    private readonly ScriptedProcesses _processes = new(Me);

    private LockAcquirer Acquirer(FakeFrontEnd? frontEnd = null) => new((frontEnd ?? _pool.FrontEnd).Client(_time), _processes, new LockTimings(), _time);

    private static LockRequest Request(string operation = "op-1", TimeSpan? timeout = null) => new("edge", "oneadmin", operation, "create", timeout ?? TimeSpan.FromMinutes(10));

    private Task<ProvisionLock> Acquire(LockRequest? request = null, FakeFrontEnd? frontEnd = null) =>
        Acquirer(frontEnd).AcquireAsync(request ?? Request(), _events.Add, TestContext.Current.CancellationToken);

    private int Stranger(string operation = "op-9", ProcessIdentity? process = null, string owner = "other") => _pool.Add(
        owner,
        new LockBody("alice", process ?? new ProcessIdentity("far", "b", "n", 1, "1"), operation, "delete", _time.GetUtcNow(), 3)
            .Write(LockAcquirer.NameOf("edge")).Select(a => (a.Name, a.Text!)));

    [Fact]
    public async Task Acquire_OfAFreeLock_HoldsItAndHasBeaten()
    {
        await using var held = await Acquire();

        Assert.Equal([held.TemplateId], _pool.Ids);
        Assert.Contains(_pool.FrontEnd.Calls, c => c.Method == "one.template.update");
        await held.ReleaseAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_pool.Ids);
    }

    [Fact]
    public void NameOf_ALongName_IsShortAndTellsProvisionsApart()
    {
        var name = LockAcquirer.NameOf(new string('x', 500));

        Assert.Equal("edgeprovision-lock-".Length + 32, name.Length);
        Assert.NotEqual(name, LockAcquirer.NameOf("x"));
    }

    [Fact]
    public async Task Acquire_WhenTheAnswerIsLost_TakesItsOwnForItsOwn()
    {
        _pool.LosesAnswerOf.Add("one.template.allocate");

        await using var held = await _time.RunAsync(Acquire());

        Assert.Equal([held.TemplateId], _pool.Ids);
    }

    [Fact]
    public async Task Acquire_BehindALiveOwner_ShowsWhoItIsAndEndsAfterTheTimeout()
    {
        var id = Stranger();
        var run = Acquire(Request(timeout: TimeSpan.FromMinutes(3)));
        var beats = Task.Run(async () =>
        {
            while (!run.IsCompleted)
            {
                _pool.Beat(id);
                await Task.Delay(TimeSpan.FromSeconds(5), _time, TestContext.Current.CancellationToken);
            }
        }, TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<EdgeException>(() => _time.RunAsync(run));

        Assert.Equal("ResourceBusy", error.Code);
        Assert.Contains("alice on far", error.Message, StringComparison.Ordinal);
        Assert.Contains("unlock edge --force", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains(_events.OfType<OperationEvent.WaitingForLock>(), e => e.ToString().Contains("alice", StringComparison.Ordinal));
        Assert.Equal([id], _pool.Ids);
        _time.Advance(TimeSpan.FromMinutes(1));
        await beats;
    }

    [Fact]
    public async Task Acquire_BehindASilentOwner_TakesOverAfterTheSilence()
    {
        Stranger();
        var began = _time.GetUtcNow();

        await using var held = await _time.RunAsync(Acquire());

        Assert.InRange((_time.GetUtcNow() - began).TotalSeconds, 60, 75);
        Assert.Equal([held.TemplateId], _pool.Ids);
    }

    [Fact]
    public async Task Acquire_BehindAProvenDeadProcess_TakesOverAtOnce()
    {
        var dead = new ProcessIdentity("box", "boot", "ns", 99, "5");
        _processes.Dead.Add(dead);
        Stranger(process: dead);
        var began = _time.GetUtcNow();

        await using var held = await Acquire();

        Assert.Equal(began, _time.GetUtcNow());
        Assert.Equal([held.TemplateId], _pool.Ids);
    }

    [Fact]
    public async Task Acquire_WhenAnotherOwnersLockIsOlder_MakesWay()
    {
        var stranger = 0;
        // Another administrator's lock appears between the first look and the allocate: its id is lower.
        var frontEnd = new FakeFrontEnd();
        frontEnd.Answer = async (call, token) =>
        {
            if (call.Method == "one.template.allocate" && stranger == 0)
                stranger = Stranger();
            return await _pool.FrontEnd.Answer(call, token);
        };
        var run = Acquire(Request(timeout: TimeSpan.FromSeconds(20)), frontEnd);

        var error = await Assert.ThrowsAsync<EdgeException>(() => _time.RunAsync(run));

        Assert.Equal("ResourceBusy", error.Code);
        Assert.Equal([stranger], _pool.Ids);
    }

    [Fact]
    public async Task Acquire_WhenTheFrontEndGoesAway_DoesNotCallTheOwnerDeadForIt()
    {
        var id = Stranger();
        var run = Acquire(Request(timeout: TimeSpan.FromMinutes(5)));
        var began = _time.GetUtcNow();
        for (var second = 0; second < 110; second++)
        {
            _pool.IsDown = second is >= 40 and < 50;
            await Task.Delay(2, TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromSeconds(1));
            if (second < 100)
                Assert.Contains(id, _pool.Ids);
        }

        await using var held = await _time.RunAsync(run);
        Assert.True(_time.GetUtcNow() - began > TimeSpan.FromSeconds(100));
    }

    [Fact]
    public async Task Acquire_WhileNothingAnswers_EndsAfterTheTimeoutWithThatReason()
    {
        _pool.IsDown = true;
        var began = _time.GetUtcNow();

        var error = await Assert.ThrowsAsync<EdgeException>(() => Limited(Acquire(Request(timeout: TimeSpan.FromSeconds(30)))));

        Assert.Equal(FrontEndErrorCodes.Unreachable, error.Code);
        Assert.InRange((_time.GetUtcNow() - began).TotalSeconds, 30, 60);
    }

    [Fact]
    public async Task Acquire_WhenTheFirstBeatFails_GoesOnAndHolds()
    {
        _pool.LosesAnswerOf.Add("one.template.update");

        await using var held = await _time.RunAsync(Acquire());

        Assert.Equal([held.TemplateId], _pool.Ids);
    }

    [Fact]
    public async Task Acquire_WhenTheAnswerToADeleteIsLost_GoesOn()
    {
        Stranger();
        _pool.LosesAnswerOf.Add("one.template.delete");

        await using var held = await _time.RunAsync(Acquire());

        Assert.Equal([held.TemplateId], _pool.Ids);
    }

    [Fact]
    public async Task Acquire_Stopped_LeavesNoLockBehind()
    {
        using var stop = new CancellationTokenSource();
        var frontEnd = new FakeFrontEnd();
        frontEnd.Answer = async (call, token) =>
        {
            var answer = await _pool.FrontEnd.Answer(call, token);
            if (call.Method == "one.template.allocate")
                await stop.CancelAsync();
            return answer;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Acquirer(frontEnd).AcquireAsync(Request(), _events.Add, stop.Token));

        Assert.Empty(_pool.Ids);
    }

    [Fact]
    public async Task Acquire_OfADamagedLock_WaitsForItsSilenceOnly()
    {
        _pool.Add("other", [("NAME", LockAcquirer.NameOf("edge")), ("EDGE_LOCK_STARTED", "99999999999999999")]);

        await using var held = await _time.RunAsync(Acquire());

        Assert.Equal([held.TemplateId], _pool.Ids);
    }

    private Task RemoveDead(TimeSpan? patience = null) =>
        Acquirer().RemoveDeadAsync("edge", patience ?? TimeSpan.FromMinutes(10), _events.Add, TestContext.Current.CancellationToken);

    [Fact]
    public async Task RemoveDead_WhereThereIsNoLock_LooksOnceAndWaitsForNothing()
    {
        await RemoveDead();

        Assert.Single(_pool.FrontEnd.Calls);
        Assert.Empty(_events);
    }

    [Fact]
    public async Task RemoveDead_OfAProcessOfThisMachineThatIsNoMore_RemovesItAtOnce()
    {
        var gone = Me with { ProcessId = 1 };
        Stranger(process: gone);
        _processes.Dead.Add(gone);

        await RemoveDead();

        Assert.Empty(_pool.Ids);
    }

    [Fact]
    public async Task RemoveDead_OfASilentOwnerElsewhere_RemovesItAfterAMinute()
    {
        Stranger();
        var began = _time.GetUtcNow();

        await _time.RunAsync(RemoveDead());

        Assert.Empty(_pool.Ids);
        Assert.InRange((_time.GetUtcNow() - began).TotalSeconds, 60, 75);
        Assert.Contains(_events.OfType<OperationEvent.WaitingForLock>(), w => w is { User: "alice", Machine: "far", Verb: "delete" });
    }

    [Fact]
    public async Task RemoveDead_OfAnOwnerThatBeats_LeavesItAtItsFirstBeat()
    {
        var id = Stranger();
        var run = RemoveDead();
        var began = _time.GetUtcNow();
        for (var second = 1; !run.IsCompleted && second < 100; second++)
        {
            await Task.WhenAny(run, Task.Delay(1, TestContext.Current.CancellationToken));
            _time.Advance(TimeSpan.FromSeconds(1));
            if (second == 8)
                _pool.Beat(id);
        }

        await run;
        Assert.Equal([id], _pool.Ids);
        Assert.InRange((_time.GetUtcNow() - began).TotalSeconds, 8, 20);
    }

    [Fact]
    public async Task RemoveDead_WithLessPatienceThanAMinute_LeavesTheLock()
    {
        var id = Stranger();

        await _time.RunAsync(RemoveDead(TimeSpan.FromSeconds(20)));

        Assert.Equal([id], _pool.Ids);
    }

    [Fact]
    public async Task RemoveDead_WhileTheFrontEndDoesNotAnswer_EndsWithoutAnError()
    {
        Stranger();
        _pool.IsDown = true;

        await _time.RunAsync(RemoveDead());

        Assert.Single(_pool.Ids);
    }

    private async Task<ProvisionLock> Limited(Task<ProvisionLock> run)
    {
        for (var step = 0; !run.IsCompleted && step < 200; step++)
        {
            await Task.WhenAny(run, Task.Delay(1, TestContext.Current.CancellationToken));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(run.IsCompleted, "It waits without end.");
        return await run;
    }
}
