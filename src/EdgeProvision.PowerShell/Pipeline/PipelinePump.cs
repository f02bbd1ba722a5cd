using System.Collections.Concurrent;
using System.Diagnostics;
using System.Management.Automation;
using System.Runtime.ExceptionServices;

namespace EdgeProvision.PowerShell.Pipeline;

/// <summary>
/// Runs asynchronous work for a cmdlet: the work runs on the pool, and what it has to say to the pipeline is queued and said on the
/// pipeline's thread, the only one that may.
/// </summary>
/// <param name="stopping">Cancelled when the pipeline stops.</param>
internal sealed class PipelinePump(CancellationTokenSource stopping)
{
    // Who presses Ctrl+C gets the prompt back within this time, whatever happens. The engine comes to a safe point before.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(250);
    private readonly BlockingCollection<Action> _actions = [];

    /// <summary>Queues something for the pipeline's thread. Dropped when the work is over.</summary>
    public void Post(Action action)
    {
        try
        {
            _actions.Add(action);
        }
        catch (InvalidOperationException)
        {
            // The cmdlet has ended; nobody is there to hear it.
        }
    }

    /// <summary>Asks something on the pipeline's thread.</summary>
    public async Task<T> AskAsync<T>(Func<T> question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping.Token);
        await using var registration = given.Token.Register(() => answer.TrySetCanceled(given.Token)).ConfigureAwait(false);
        Post(() =>
        {
            try
            {
                answer.TrySetResult(question());
            }
            catch (PipelineStoppedException)
            {
                answer.TrySetCanceled();
                throw;
            }
            catch (Exception error)
            {
                answer.TrySetException(error);
            }
        });
        return await answer.Task.ConfigureAwait(false);
    }

    /// <summary>
    /// Runs the work to its end, or after a stop to the end of the grace period. Throws what the pipeline throws, but not before: a stop, or
    /// somebody downstream who wants no more, still has the work come to a safe point, and what it tells the host meanwhile is shown.
    /// </summary>
    /// <returns>The work, which has ended unless the grace period ran out.</returns>
    public Task Run(Func<CancellationToken, Task> work)
    {
        var task = Task.Run(() => work(stopping.Token), CancellationToken.None);
        _ = task.ContinueWith(_ => _actions.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        ExceptionDispatchInfo? broken = null;
        long? stopped = null;
        while (!_actions.IsCompleted)
        {
            try
            {
                if (_actions.TryTake(out var action, s_glance))
                    action();
            }
            catch (Exception error)
            {
                broken ??= ExceptionDispatchInfo.Capture(error);
                stopping.Cancel();
            }

            if (!stopping.IsCancellationRequested)
                continue;
            stopped ??= Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(stopped.Value) > s_grace)
                break;
        }

        broken?.Throw();
        return task;
    }
}
