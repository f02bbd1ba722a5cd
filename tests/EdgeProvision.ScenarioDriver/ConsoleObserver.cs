using EdgeProvision.Engine.Operations;

namespace EdgeProvision.ScenarioDriver;

/// <summary>Says on standard error what happens, a line each.</summary>
internal sealed class ConsoleObserver : IOperationObserver
{
    public void OnEvent(OperationEvent operationEvent)
    {
        var line = operationEvent switch
        {
            OperationEvent.WaitingForLock waiting => $"Waiting for {waiting.User} on {waiting.Machine} ({waiting.Verb})",
            OperationEvent.StepEnded ended => $"{ended.Step.Id}: {ended.Outcome}",
            OperationEvent.StepProgress progress => $"{progress.Step.Id}: {progress.Text}",
            OperationEvent.Message message when message.Level != MessageLevel.Debug => message.Text,
            _ => null,
        };
        if (line is not null)
            Console.Error.WriteLine(line);
    }
}
