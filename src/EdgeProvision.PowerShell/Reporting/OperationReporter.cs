using System.Management.Automation;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Reporting;

/// <summary>Tells PowerShell's streams what happens in an operation.</summary>
internal sealed class OperationReporter(IWorkStreams streams, TimeProvider time, int width) : IOperationObserver
{
    private static readonly string[] s_stepTags = ["EdgeStep"];
    private static readonly string[] s_messageTags = ["EdgeMessage"];
    private static readonly string[] s_hostTags = ["PSHOST", "EdgeMessage"];
    private readonly OperationProgress _progress = new(streams, time, width);
    private readonly long _began = time.GetTimestamp();
    private bool _waiting;

    /// <inheritdoc/>
    public void OnEvent(OperationEvent operationEvent)
    {
        switch (operationEvent)
        {
            case OperationEvent.Started started:
                Verbose($"Operation {started.OperationId}: {started.Plan.Verb} {started.Plan.Provision}, {started.Plan.Steps.Count} steps.");
                _progress.Begin(started.Plan);
                break;
            case OperationEvent.WaitingForLock waiting:
                OnWaiting(waiting);
                break;
            case OperationEvent.Phase phase:
                Verbose(phase.Text);
                _progress.Phase(phase.Text);
                break;
            case OperationEvent.StepStarted step:
                if (step.Attempt > 1)
                    Verbose($"{step.Step.Target}: {step.Step.Text} (attempt {step.Attempt})");
                _progress.StepStarted(step.Step);
                break;
            case OperationEvent.StepProgress step:
                _progress.StepProgress(step.Step, step.Text, step.Percent);
                break;
            case OperationEvent.StepEnded step:
                OnStepEnded(step);
                break;
            case OperationEvent.HostStepEnded host:
                Verbose($"{host.HostKey}: {host.Report.Role}: {host.Report.Title}: {host.Report.Outcome} ({host.Report.Duration.TotalSeconds:0.0} s)");
                break;
            case OperationEvent.Stopping stopping:
                streams.Warning(stopping.Text);
                break;
            case OperationEvent.Message { Level: MessageLevel.Warning } warning:
                streams.Warning(Diagnostic.WithoutSeverity(warning.Text));
                break;
            case OperationEvent.Message message:
                Say(message);
                break;
            case OperationEvent.Ended { Result: { Operation: { Outcome: OperationOutcome.Unchanged } operation } result }:
                // Who asked for a change and sees none is told, as Write-Host would; a pipeline gets nothing of it.
                Show($"Provision {operation.Provision}: {(result.Warnings.Count == 0 ? "everything is as it should be, " : "")}nothing was changed.");
                break;
        }
    }

    /// <summary>Takes the progress display away, however the operation ended.</summary>
    public void Complete() => _progress.Complete();

    private void OnWaiting(OperationEvent.WaitingForLock waiting)
    {
        var text = $"{waiting.User} on {waiting.Machine} works on provision {waiting.Provision} ({waiting.Verb}, for {waiting.Age.TotalSeconds:0} s).";
        if (!_waiting)
            streams.Warning($"{text} Waiting for it to end.");
        _waiting = true;
        _progress.Waiting(waiting.Provision, text);
    }

    private void OnStepEnded(OperationEvent.StepEnded step)
    {
        Verbose($"{step.Step.Target}: {step.Step.Text}: {step.Outcome} ({step.Duration.TotalSeconds:0.0} s)");
        _progress.StepEnded(step.Step);
        var start = time.GetElapsedTime(_began) - step.Duration;
        var record = new OperationStep(step.Step.Id, step.Step.Text, step.Outcome, start < TimeSpan.Zero ? TimeSpan.Zero : start, step.Duration, step.Error?.Message);
        streams.Information(record, s_stepTags);
    }

    private void Say(OperationEvent.Message message)
    {
        if (message.Level == MessageLevel.Information)
            streams.Information(message.Text, s_messageTags);
        else if (message.Level == MessageLevel.Verbose)
            streams.Verbose(message.Text);
        else
            streams.Debug(message.Text);
    }

    private void Show(string text) => streams.Information(new HostInformationMessage { Message = text }, s_hostTags);

    private void Verbose(string text) => streams.Verbose(text);
}
