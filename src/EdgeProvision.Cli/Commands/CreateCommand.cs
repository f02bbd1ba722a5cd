using System.CommandLine;
using EdgeProvision.Cli.Json;
using EdgeProvision.Cli.Operations;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>create FILE</c>: makes a provision, or continues one.</summary>
internal static class CreateCommand
{
    public static Command Make(Door door)
    {
        var file = new Argument<string>("file") { Description = "The provision descriptor" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the plan, with -j as JSON, and change nothing" };
        var modes = new ModeOptions(ResultForm.One);
        var lifecycle = new LifecycleOptions();
        var command = new Command("create", "Create a provision from a descriptor, or continue one") { file, dryRun };
        modes.AddTo(command);
        lifecycle.AddTo(command, withPing: true);
        command.Does(door, modes.Read, (run, parsed) => run.WithEngineAsync(lifecycle.ApplyTo(run.EngineOptions, parsed), async engine =>
        {
            var path = parsed.GetRequiredValue(file);
            var request = lifecycle.ApplyTo(run.Modes.ApplyTo(new CreateRequest(path) { RemoveContents = lifecycle.RemoveContents(parsed) }), parsed);
            if (parsed.GetValue(dryRun))
                return await DryRun.RunAsync(run, engine, request).ConfigureAwait(false);
            var result = await OperationCall.RunAsync(run, engine, request).ConfigureAwait(false);
            var code = OperationCall.ExitCode(result);
            if (result.Operation.Outcome == OperationOutcome.Unchanged)
                run.Messages.Write($"Provision {result.Operation.Provision}: {(result.Warnings.Count == 0 ? "everything is as it should be, " : "")}nothing was changed.");
            if (code == ExitCodes.Success && result.Provision is { } provision)
                run.Print($"ID: {provision.Id}");
            else if (result.Operation.Outcome == OperationOutcome.Failed && result.Provision is null)
                run.Messages.Write("Nothing of the provision is left.");
            return code;
        }));
        return command;
    }
}
