using System.Collections.Concurrent;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution;

/// <summary>
/// Runs the steps of a plan: each as soon as those that it depends on have succeeded. There are no phases and no barriers; what fails takes down
/// only what rests on it.
/// </summary>
public sealed class PlanRunner(IReadOnlyDictionary<StepKind, IStepHandler> handlers, TimeProvider time)
{
    /// <summary>Runs the plan and answers how each step went. Never throws for a failed step.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="scope">The operation.</param>
    /// <param name="timeline">Where each step is written down.</param>
    /// <param name="cancellationToken">Stops: no further step begins, and waits inside steps end.</param>
    public async Task<IReadOnlyList<StepResult>> RunAsync(OperationPlan plan, OperationScope scope, Timeline timeline, CancellationToken cancellationToken)
    {
        using var throttle = scope.Request.ThrottleLimit is { } limit ? new HostThrottle(limit, plan.Steps) : null;
        var running = new Dictionary<string, Task<StepResult>>(StringComparer.Ordinal);
        var results = new ConcurrentBag<StepResult>();
        foreach (var step in plan.Steps)
        {
            var needed = step.Shown.DependsOn.Select(id => running[id]).ToList();
            List<Task> awaited = [.. step.WaitsFor.Select(id => running[id])];
            if (step.Follows is { } first && running.ContainsKey(first))
                awaited.Add(scope.Boards.Turns.PassedAsync(first));
            running[step.Id] = RunWhenReadyAsync(step, needed, awaited);
        }

        await Task.WhenAll(running.Values).ConfigureAwait(false);
        return [.. plan.Steps.Select(s => results.First(r => r.Step.Id == s.Id))];

        async Task<StepResult> RunWhenReadyAsync(PlannedStep step, List<Task<StepResult>> needed, List<Task> awaited)
        {
            await Task.Yield();
            var before = await Task.WhenAll(needed).ConfigureAwait(false);
            await Task.WhenAll(awaited).ConfigureAwait(false);
            var result = before.Any(r => r.Outcome is StepOutcome.Failed or StepOutcome.NotRun) || cancellationToken.IsCancellationRequested
                ? new StepResult(step, StepOutcome.NotRun, null)
                : await RunAsync(step, scope, timeline, throttle, cancellationToken).ConfigureAwait(false);
            if (result.Outcome == StepOutcome.NotRun)
                scope.Boards.HostWillNotCome(step);
            scope.Boards.Turns.Pass(step.Id);
            throttle?.Ended(step);
            results.Add(result);
            return result;
        }
    }

    private async Task<StepResult> RunAsync(PlannedStep step, OperationScope scope, Timeline timeline, HostThrottle? throttle, CancellationToken cancellationToken)
    {
        try
        {
            if (throttle is not null)
                await throttle.EnterAsync(step, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new StepResult(step, StepOutcome.NotRun, null);
        }

        for (var attempt = 1; ; attempt++)
        {
            var began = time.GetTimestamp();
            scope.Report(new OperationEvent.StepStarted(step.Shown, attempt));
            timeline.Begin(step);
            EdgeException? error = null;
            StepOutcome outcome;
            try
            {
                outcome = await handlers[step.Kind].RunAsync(new StepContext(step, scope, scope.Report, cancellationToken)).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                outcome = StepOutcome.NotRun;
            }
            catch (EdgeException caught)
            {
                outcome = StepOutcome.Failed;
                error = caught;
            }
            catch (Exception caught) when (caught is not (OutOfMemoryException or StackOverflowException))
            {
                // A defect of this program must stay this step's failure: the other hosts go on, and what was paid for is kept in sight.
                outcome = StepOutcome.Failed;
                error = new EdgeException("UnexpectedError", ErrorKind.InvalidAnswer, $"Step '{step.Shown.Text}' ended in an unexpected error: {caught.GetType().Name}: {caught.Message}", caught)
                {
                    Target = step.Shown.Target,
                    RecommendedAction = "Run the command again: it continues. If the error stays, report it with the log of -Debug.",
                };
            }

            var duration = time.GetElapsedTime(began);
            scope.Report(new OperationEvent.StepEnded(step.Shown, outcome, duration, error));
            timeline.End(step, outcome, error);

            // Trying again is this step's affair alone.
            scope.Boards.Turns.Pass(step.Id);
            if (outcome == StepOutcome.Failed && attempt <= scope.Request.RetryCount && !IsFinal(error!) && !cancellationToken.IsCancellationRequested)
            {
                scope.Report(new OperationEvent.Message(MessageLevel.Information, $"Trying again ({attempt} of {scope.Request.RetryCount}): {step.Shown.Text}"));
                continue;
            }

            if (outcome == StepOutcome.Failed)
                scope.Boards.HostWillNotCome(step);
            return new StepResult(step, outcome, error);
        }
    }

    /// <summary>Answers that trying again does not change.</summary>
    private static bool IsFinal(EdgeException error) => error.Code is "LockLost" or DescriptorChange.RefusedCode;
}
