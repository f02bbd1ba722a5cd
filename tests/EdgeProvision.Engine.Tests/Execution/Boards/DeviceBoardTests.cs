using EdgeProvision.Engine.Execution.Boards;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Engine.Tests.Execution.Boards;

public sealed class DeviceBoardTests
{
    private readonly ScriptedDriver _driver = new(new FakeTimeProvider());
    private readonly DeviceBoard _board;

    public DeviceBoardTests() => _board = new DeviceBoard(_driver, World.ProvisionId);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_AskedManyTimesWhileARequestRuns_SendsOneMore()
    {
        var release = new TaskCompletionSource();
        _driver.BeforeList = () => release.Task;
        var first = _board.ListAsync(Token);
        while (_driver.ListedAt.Count == 0)
            await Task.Delay(1, Token);

        var later = Enumerable.Range(0, 20).Select(_ => _board.ListAsync(Token)).ToList();
        release.SetResult();
        await Task.WhenAll([first, .. later]);

        Assert.Equal(2, _driver.ListedAt.Count);
    }

    [Fact]
    public async Task List_AskedWhileARequestRuns_AnswersWhatCameAfterTheAsking()
    {
        var release = new TaskCompletionSource();
        _driver.BeforeList = () => release.Task;
        var first = _board.ListAsync(Token);
        while (_driver.ListedAt.Count == 0)
            await Task.Delay(1, Token);
        _driver.Add("made-meanwhile", World.KeyOf("a"));
        var second = _board.ListAsync(Token);
        release.SetResult();

        Assert.Empty(await first);
        Assert.Equal("made-meanwhile", Assert.Single(await second).Id);
    }

    [Fact]
    public async Task List_AskedAgainLater_SendsAnotherRequest()
    {
        await _board.ListAsync(Token);
        await _board.ListAsync(Token);

        Assert.Equal(2, _driver.ListedAt.Count);
    }

    [Fact]
    public async Task List_UnderLoad_NeverAnswersWhatIsOlderThanTheQuestion()
    {
        _driver.BeforeList = () => Task.Delay(1, Token);
        var made = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Token }, async (_, token) =>
        {
            var id = "d" + Interlocked.Increment(ref made);
            _driver.Add(id, World.KeyOf("a"));
            Assert.Contains(await _board.ListAsync(token), d => d.Id == id);
        });

        Assert.True(_driver.ListedAt.Count < 200);
    }

    [Fact]
    public async Task List_AfterAFailure_AsksAgain()
    {
        var fails = true;
        _driver.BeforeList = () => fails ? throw new InvalidOperationException("once") : Task.CompletedTask;
        await Assert.ThrowsAsync<InvalidOperationException>(() => _board.ListAsync(Token));
        fails = false;

        Assert.Empty(await _board.ListAsync(Token));
    }

    [Fact]
    public async Task List_Stopped_LeavesTheOthersTheirAnswer()
    {
        var release = new TaskCompletionSource();
        _driver.BeforeList = () => release.Task;
        using var stop = new CancellationTokenSource();
        var stopped = _board.ListAsync(stop.Token);
        var other = _board.ListAsync(Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        release.SetResult();
        Assert.Empty(await other);
    }

    [Fact]
    public async Task List_OfAKey_IsOldestFirstAndLeavesOutWhatIsBeingReleased()
    {
        _driver.Add("young", World.KeyOf("a"), age: 1);
        _driver.Add("old", World.KeyOf("a"), age: 9);
        _driver.Add("going", World.KeyOf("a"), Engine.Providers.DeviceState.Releasing, age: 99);
        _driver.Add("other", World.KeyOf("b"), age: 50);

        Assert.Equal(["old", "young"], (await _board.ListAsync(World.KeyOf("a"), Token)).Select(d => d.Id));
    }
}
