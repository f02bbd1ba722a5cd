using EdgeProvision.Cli.Json;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Operations;

/// <summary>Hands one request to the engine and says on standard error what becomes of it.</summary>
internal static class OperationCall
{
    public static async Task<OperationResult> RunAsync(CommandRun run, IEdgeEngine engine, OperationRequest request)
    {
        var reporter = new OperationReporter(run.Messages, run.Signals);
        var questions = new ConsoleQuestions(run, request, reporter);
        var result = await engine.RunAsync(request, reporter, questions, run.CancellationToken).ConfigureAwait(false);
        run.Messages.ClearStatus();
        questions.Tell(result.Failures);
        run.Results.Add(ResultDocument.Of(result));
        return result;
    }

    public static int ExitCode(OperationResult result) =>
        result.Operation.Outcome is OperationOutcome.Succeeded or OperationOutcome.Unchanged ? ExitCodes.Success : ExitCodes.Failure;
}
