using System.Globalization;
using EdgeProvision.Cli.Processes;
using EdgeProvision.Cli.Terminals;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Operations;

/// <summary>Turns what happens into log lines, warnings and the line that says where the work is.</summary>
internal sealed class OperationReporter(Messages messages, StopSignals signals) : IOperationObserver
{
    private static readonly TimeSpan s_waitingReminder = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> _ended = [];
    private readonly Dictionary<string, string> _texts = [];
    private TimeSpan? _waitingTold;
    private int _steps;

    /// <summary>What a step was to do, by its id, for error messages.</summary>
    public string? TextOf(string stepId)
    {
        lock (_texts)
            return _texts.GetValueOrDefault(stepId);
    }

    public void OnEvent(OperationEvent operationEvent)
    {
        switch (operationEvent)
        {
            case OperationEvent.Started started:
                Start(started.Plan);
                break;
            case OperationEvent.WaitingForLock waiting:
                Wait(waiting);
                break;
            case OperationEvent.Phase phase:
                messages.Log(LogLevel.Info, phase.Text);
                break;
            case OperationEvent.StepStarted step:
                messages.Log(LogLevel.Debug, step.Attempt == 1 ? step.Step.Text : $"{step.Step.Text} (attempt {step.Attempt.ToString(CultureInfo.InvariantCulture)})");
                Show(step.Step.Text);
                break;
            case OperationEvent.StepProgress progress:
                messages.Log(LogLevel.Debug, $"{progress.Step.Target}: {progress.Text}");
                Show($"{progress.Step.Target}: {progress.Text}");
                break;
            case OperationEvent.StepEnded ended:
                End(ended);
                break;
            case OperationEvent.HostStepEnded { Report: var report } hostStep:
                messages.Log(LogLevel.Debug, $"{hostStep.HostKey}: {report.Role}: {report.Title}: {report.Outcome.ToString().ToLowerInvariant()}");
                break;
            case OperationEvent.Stopping stopping:
                signals.LeftUnderWay = stopping.Orders;
                messages.Warn($"{stopping.Text} A second Ctrl+C ends at once: the next run finds the machine by its key.");
                break;
            case OperationEvent.Message { Level: MessageLevel.Warning } warning:
                messages.Warn(warning.Text);
                break;
            case OperationEvent.Message message:
                messages.Log(CommandRun.LevelOf(message.Level), message.Text);
                break;
            case OperationEvent.Ended:
                messages.ClearStatus();
                break;
        }
    }

    private void Start(Plan plan)
    {
        lock (_texts)
        {
            foreach (var step in plan.Steps)
                _texts[step.Id] = step.Text;
        }

        _ended.Clear();
        _steps = plan.Steps.Count;
        if (plan.Steps.Any(s => s is { Effect: PlanEffect.Rent, HostKey: not null }))
            messages.Warn("Machines are rented and configured now: that may take tens of minutes.");
    }

    private void Wait(OperationEvent.WaitingForLock waiting)
    {
        if (_waitingTold is { } told && waiting.Age - told < s_waitingReminder && waiting.Age >= told)
            return;
        _waitingTold = waiting.Age;
        var age = TimeSpan.FromSeconds(Math.Round(waiting.Age.TotalSeconds));
        messages.Write($"Waiting for {waiting.User} on {waiting.Machine}, who has been working on provision {waiting.Provision} ({waiting.Verb}) for {age:c} ...");
    }

    private void End(OperationEvent.StepEnded ended)
    {
        _ended.Add(ended.Step.Id);
        var seconds = ended.Duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        if (ended.Outcome == StepOutcome.Failed)
            messages.Log(LogLevel.Warn, $"{ended.Step.Text}: failed after {seconds} s: {ended.Error?.Message}");
        else
            messages.Log(LogLevel.Debug, $"{ended.Step.Text}: {ended.Outcome.ToString().ToLowerInvariant()} after {seconds} s");
    }

    private void Show(string text) => messages.Status(string.Create(CultureInfo.InvariantCulture, $"[{_ended.Count}/{_steps}] {text}"));
}
