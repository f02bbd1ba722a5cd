namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>Every call that a process makes to the outside, in their order: where it can be stopped, and where it is killed.</summary>
internal sealed class OutsideCalls(TimeProvider world, Action kill)
{
    private readonly Lock _gate = new();
    private readonly List<string> _names = [];
    private volatile bool _dead;

    /// <summary>The world's clock, which goes on when the process is killed.</summary>
    public TimeProvider World { get; } = world;

    /// <summary>Decides about a call by its number, counted from 0, and its name.</summary>
    public Func<int, string, Interference> Decide { get; set; } = (_, _) => Interference.None;

    /// <summary>Names of the calls so far.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_gate)
                return [.. _names];
        }
    }

    /// <summary>A call begins.</summary>
    public async Task<Interference> BeginAsync(string name, CancellationToken cancellationToken)
    {
        await HangIfDeadAsync(cancellationToken);
        int number;
        lock (_gate)
        {
            number = _names.Count;
            _names.Add(name);
        }

        var interference = Decide(number, name);
        if (interference == Interference.KilledBefore)
        {
            Kill();
            await HangIfDeadAsync(cancellationToken);
        }

        return interference;
    }

    /// <summary>The call has been done outside; whoever is dead by now never hears of it.</summary>
    public async Task EndAsync(Interference interference, CancellationToken cancellationToken)
    {
        if (interference == Interference.KilledAfter)
            Kill();
        await HangIfDeadAsync(cancellationToken);
    }

    /// <summary>A call to a host that has no effect before it returns.</summary>
    public async Task PassAsync(string name, CancellationToken cancellationToken)
    {
        var interference = await BeginAsync(name, cancellationToken);
        if (interference is Interference.KilledAfter)
            await EndAsync(interference, cancellationToken);
        else if (interference is not Interference.None)
            throw new Model.EdgeException("HostConnectionLost", Model.ErrorKind.Unreachable, $"{name}: the connection broke.") { IsTransient = true };
    }

    public void Kill()
    {
        _dead = true;
        kill();
    }

    private Task HangIfDeadAsync(CancellationToken cancellationToken) =>
        _dead ? new TaskCompletionSource().Task : cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;
}
