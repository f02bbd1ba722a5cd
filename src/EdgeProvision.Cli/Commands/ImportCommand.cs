using System.CommandLine;
using EdgeProvision.Cli.Json;
using EdgeProvision.Cli.Operations;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Engine.Requests;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>import PROVISION</c>: adopts a provision that the original tool has made.</summary>
internal static class ImportCommand
{
    public static Command Make(Door door)
    {
        var provision = Arguments.Provision();
        var keys = new Option<string[]>("--accept-host-key") { Description = "Fingerprint of a host's SSH key; once for each host", HelpName = "SHA256:…", AllowMultipleArgumentsPerToken = false };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the plan, with -j as JSON, and change nothing" };
        var modes = new ModeOptions(ResultForm.One);
        var command = new Command("import", "Adopt a provision that the original oneprovision has made") { provision, keys, dryRun };
        modes.AddTo(command);
        command.Does(door, modes.Read, (run, parsed) => run.WithEngineAsync(async engine =>
        {
            var request = run.Modes.ApplyTo(new ImportRequest(parsed.GetRequiredValue(provision)) { AcceptedHostKeys = parsed.GetValue(keys) ?? [] });
            return parsed.GetValue(dryRun)
                ? await DryRun.RunAsync(run, engine, request).ConfigureAwait(false)
                : OperationCall.ExitCode(await OperationCall.RunAsync(run, engine, request).ConfigureAwait(false));
        }));
        return command;
    }
}
