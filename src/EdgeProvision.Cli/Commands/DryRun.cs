using EdgeProvision.Cli.Json;
using EdgeProvision.Cli.Operations;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Requests;

namespace EdgeProvision.Cli.Commands;

/// <summary>What <c>--dry-run</c> does.</summary>
internal static class DryRun
{
    public static async Task<int> RunAsync(CommandRun run, IEdgeEngine engine, OperationRequest request)
    {
        var plan = await engine.PlanAsync(request, run.CancellationToken).ConfigureAwait(false);
        if (run.Results.AreWanted)
            JsonOutput.Write(run.Terminal.Output, plan);
        else
            PlanPrinter.Write(run.Terminal.Output, plan);
        return ExitCodes.Success;
    }
}
