using System.CommandLine;
using EdgeProvision.Cli.Json;
using EdgeProvision.Cli.Operations;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>configure PROVISION</c>: configures its hosts.</summary>
internal static class ConfigureCommand
{
    public static Command Make(Door door)
    {
        var provision = Arguments.Provision();
        var force = new Option<bool>("--force", "-F") { Description = "Configure hosts that are configured already, too" };
        var modes = new ModeOptions(ResultForm.One);
        var command = new Command("configure", "Configure the hosts of a provision") { provision, force };
        modes.AddTo(command);
        command.Does(door, modes.Read, (run, parsed) => run.WithEngineAsync(async engine =>
        {
            var name = parsed.GetRequiredValue(provision);
            var found = (await engine.GetProvisionsAsync(name, run.CancellationToken).ConfigureAwait(false))[0];
            if (!parsed.GetValue(force) && found.Hosts.All(h => h.ConfigurationStatus == "configured"))
                throw AlreadyConfigured(found.Name);
            var request = run.Modes.ApplyTo(new ConfigureRequest(name) { Reapply = parsed.GetValue(force) });
            return OperationCall.ExitCode(await OperationCall.RunAsync(run, engine, request).ConfigureAwait(false));
        }));
        return command;
    }

    /// <summary>The original's own words: scripts look for them.</summary>
    internal static EdgeException AlreadyConfigured(string target) => new("HostsAlreadyConfigured", ErrorKind.Refused, "Hosts are already configured")
    {
        Target = target,
        RecommendedAction = "Give --force to configure them again.",
    };
}
