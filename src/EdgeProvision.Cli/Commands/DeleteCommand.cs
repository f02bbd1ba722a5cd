using System.CommandLine;
using EdgeProvision.Cli.Json;
using EdgeProvision.Cli.Operations;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Engine.Requests;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>delete PROVISION</c>: removes a provision and releases its machines.</summary>
internal static class DeleteCommand
{
    public static Command Make(Door door)
    {
        var provision = Arguments.Provision();
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the plan, with -j as JSON, and change nothing" };
        var modes = new ModeOptions(ResultForm.One);
        var lifecycle = new LifecycleOptions();
        var command = new Command("delete", "Delete a provision and release its machines") { provision, dryRun };
        modes.AddTo(command);
        lifecycle.AddTo(command, withPing: false);
        command.Does(door, modes.Read, (run, parsed) => run.WithEngineAsync(lifecycle.ApplyTo(run.EngineOptions, parsed), async engine =>
        {
            var request = lifecycle.ApplyTo(run.Modes.ApplyTo(new DeleteRequest(parsed.GetRequiredValue(provision)) { RemoveContents = lifecycle.RemoveContents(parsed) }), parsed);
            if (parsed.GetValue(dryRun))
                return await DryRun.RunAsync(run, engine, request).ConfigureAwait(false);
            return OperationCall.ExitCode(await OperationCall.RunAsync(run, engine, request).ConfigureAwait(false));
        }));
        return command;
    }
}
