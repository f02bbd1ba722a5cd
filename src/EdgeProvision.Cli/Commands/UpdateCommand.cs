using System.CommandLine;
using EdgeProvision.Cli.Json;
using EdgeProvision.Cli.Operations;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>update FILE</c>: applies a changed descriptor to the provision that stands.</summary>
internal static class UpdateCommand
{
    public static Command Make(Door door)
    {
        var file = new Argument<string>("file") { Description = "The changed provision descriptor" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the plan, with -j as JSON, and change nothing" };
        var replace = new Option<bool>("--replace") { Description = "Remove and make anew what cannot be changed in place" };
        var modes = new ModeOptions(ResultForm.One);
        var lifecycle = new LifecycleOptions();
        var command = new Command("update", "Apply a changed descriptor to the provision that stands") { file, dryRun, replace };
        modes.AddTo(command);
        lifecycle.AddTo(command, withPing: true);
        command.Does(door, modes.Read, (run, parsed) => run.WithEngineAsync(lifecycle.ApplyTo(run.EngineOptions, parsed), async engine =>
        {
            var path = parsed.GetRequiredValue(file);
            var request = lifecycle.ApplyTo(run.Modes.ApplyTo(new UpdateRequest(path) { RemoveContents = lifecycle.RemoveContents(parsed), MayReplace = parsed.GetValue(replace) }), parsed);
            if (parsed.GetValue(dryRun))
                return await DryRun.RunAsync(run, engine, request).ConfigureAwait(false);
            var result = await OperationCall.RunAsync(run, engine, request).ConfigureAwait(false);
            if (result.Operation.Outcome == OperationOutcome.Unchanged)
                run.Messages.Write($"Provision {result.Operation.Provision}: {(result.Warnings.Count == 0 ? "everything is as it should be, " : "")}nothing was changed.");
            return OperationCall.ExitCode(result);
        }));
        return command;
    }
}
