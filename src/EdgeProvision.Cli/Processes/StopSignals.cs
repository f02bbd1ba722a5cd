using System.Runtime.InteropServices;
using EdgeProvision.Cli.Terminals;

namespace EdgeProvision.Cli.Processes;

/// <summary>
/// Ctrl+C and SIGTERM. The first asks to stop: what is under way comes to a safe point. The second ends the process where it stands; even that
/// loses nothing, it only leaves more to be looked at again. While another program has the terminal, every signal is passed on to it instead.
/// </summary>
internal sealed class StopSignals
{
    private readonly CancellationTokenSource _stopping = new();
    private volatile Action<PosixSignal>? _receiver;
    private volatile string? _leftUnderWay;

    /// <summary>Fires at the first signal.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>What the stop is waiting for, and would be left as it is.</summary>
    public string? LeftUnderWay
    {
        set => _leftUnderWay = value;
    }

    /// <summary>Listens until what is returned is disposed of.</summary>
    public IDisposable Listen(Terminal terminal)
    {
        var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => OnSignal(context, terminal));
        var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnSignal(context, terminal));
        return new Ending(() =>
        {
            interrupt.Dispose();
            terminate.Dispose();
        });
    }

    /// <summary>From now on signals are the receiver's: it decides when this process ends.</summary>
    public IDisposable PassTo(Action<PosixSignal> receiver)
    {
        _receiver = receiver;
        return new Ending(() => _receiver = null);
    }

    /// <summary>The last words before the process ends with its work undone.</summary>
    internal static string LastWords(string? leftUnderWay) => leftUnderWay is null
        ? "Ended at once. Nothing is lost: run the same command again, it goes on from what stands."
        : $"Ended at once. Left under way: {leftUnderWay}. Run the same command again: it finds by the host's key what was rented meanwhile, and goes on.";

    private void OnSignal(PosixSignalContext context, Terminal terminal)
    {
        if (_receiver is { } receiver)
        {
            context.Cancel = true;
            _stopping.Cancel();
            receiver(context.Signal);
            return;
        }

        if (_stopping.IsCancellationRequested)
        {
            new Messages(terminal, LogLevel.Nothing).Write(LastWords(_leftUnderWay));
            return;
        }

        context.Cancel = true;
        _stopping.Cancel();
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
