using System.CommandLine;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>known-hosts PROVISION</c>: the lines that oneadmin's known_hosts on the front-end needs, or those of its ssh_config.</summary>
internal static class KnownHostsCommand
{
    public static Command Make(Door door)
    {
        var provision = Arguments.Provision();
        var config = new Option<bool>("--ssh-config") { Description = "Print the lines for ~/.ssh/config instead, which hosts with IPv6 addresses only need" };
        var command = new Command("known-hosts", "Print the known_hosts lines of a provision's hosts, for oneadmin on the front-end") { provision, config };
        command.Does(door, (run, parsed) => run.WithEngineAsync(async engine =>
        {
            var name = parsed.GetRequiredValue(provision);
            var further = await engine.GetSshConfigLinesAsync(name, run.CancellationToken).ConfigureAwait(false);
            var lines = parsed.GetValue(config) ? further : await engine.GetKnownHostsLinesAsync(name, run.CancellationToken).ConfigureAwait(false);
            foreach (var line in lines)
                run.Terminal.Output.WriteLine(line);

            // Standard output may be on its way into the other file.
            if (further.Count > 0 && !parsed.GetValue(config))
                run.Messages.Warn($"Hosts of {name} have IPv6 addresses only: oneadmin's ~/.ssh/config needs what `oneprovision known-hosts {name} --ssh-config` prints.");
            return ExitCodes.Success;
        }));
        return command;
    }
}
