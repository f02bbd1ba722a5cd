using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Tests.OpenNebula;

public sealed class CallLaneTests
{
    private readonly FakeFrontEnd _frontEnd = new();
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private int _now;
    private int _most;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_Many_NeverMoreThanElevenBesideTheBeat()
    {
        HoldAll();
        using var client = _frontEnd.Client();

        var calls = Enumerable.Range(0, 60).Select(id => client.Hosts.DeleteAsync(id, Token)).ToList();
        await ReachedAsync(11);
        await client.Templates.BeatAsync(1, "EDGE_BEAT=\"1\"", Token);
        _open.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal(12, _most);
        Assert.Equal(61, _frontEnd.Calls.Count);
    }

    [Fact]
    public async Task Beats_Several_GoOneAfterTheOther()
    {
        HoldAll(beatsToo: true);
        using var client = _frontEnd.Client();

        var beats = Enumerable.Range(0, 5).Select(_ => client.Templates.BeatAsync(1, "EDGE_BEAT=\"1\"", Token)).ToList();
        await ReachedAsync(1);
        _open.SetResult();
        await Task.WhenAll(beats);

        Assert.Equal(1, _most);
    }

    [Fact]
    public async Task NetworkWrites_Many_NeverMoreThanFourAndOthersPass()
    {
        HoldAll(method => method == "one.vn.delete");
        using var client = _frontEnd.Client();

        var deletes = Enumerable.Range(0, 20).Select(id => client.Networks.DeleteAsync(id, Token)).ToList();
        await ReachedAsync(4);
        for (var id = 0; id < 30; id++)
            await client.Hosts.DeleteAsync(id, Token);
        Assert.Equal(4, _frontEnd.Calls.Count(call => call.Method == "one.vn.delete"));

        _open.SetResult();
        await Task.WhenAll(deletes);
        Assert.Equal(4, _most);
    }

    [Fact]
    public async Task Call_CancelledInTheQueue_LeavesItsPlace()
    {
        HoldAll(method => method == "one.vn.delete");
        using var client = _frontEnd.Client();
        using var stop = new CancellationTokenSource();
        var held = Enumerable.Range(0, 4).Select(id => client.Networks.DeleteAsync(id, Token)).ToList();
        await ReachedAsync(4);
        var queued = client.Networks.DeleteAsync(9, stop.Token);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);

        _open.SetResult();
        await Task.WhenAll(held);
        await client.Networks.DeleteAsync(5, Token);
        Assert.DoesNotContain(_frontEnd.Calls, call => call.Signature == "i4 9");
    }

    private void HoldAll(bool beatsToo = false) => HoldAll(method => beatsToo || method != "one.template.update");

    private void HoldAll(Func<string, bool> holds) => _frontEnd.Answer = async (call, token) =>
    {
        if (holds(call.Method))
        {
            Count(+1);
            await _open.Task.WaitAsync(token);
            Count(-1);
        }
        else
        {
            Peek();
        }

        return FakeFrontEnd.SuccessId(0);
    };

    private void Count(int change)
    {
        lock (_lock)
            _most = Math.Max(_most, _now += change);
    }

    private void Peek()
    {
        lock (_lock)
            if (_now > 4)
                _most = Math.Max(_most, _now + 1);
    }

    private async Task ReachedAsync(int count)
    {
        while (true)
        {
            lock (_lock)
                if (_now >= count)
                    break;
            await Task.Delay(1, Token);
        }

        // Long enough for one call too many to show itself.
        await Task.Delay(50, Token);
        Assert.Equal(count, _now);
    }
}
