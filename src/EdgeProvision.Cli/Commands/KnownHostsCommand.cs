using System.CommandLine;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>known-hosts PROVISION</c>: the lines that oneadmin's known_hosts on the front-end needs.</summary>
internal static class KnownHostsCommand
{
    public static Command Make(Door door)
    {
        var provision = Arguments.Provision();
        var command = new Command("known-hosts", "Print the known_hosts lines of a provision's hosts, for oneadmin on the front-end") { provision };
        command.Does(door, (run, parsed) => run.WithEngineAsync(async engine =>
        {
            foreach (var line in await engine.GetKnownHostsLinesAsync(parsed.GetRequiredValue(provision), run.CancellationToken).ConfigureAwait(false))
                run.Terminal.Output.WriteLine(line);
            return ExitCodes.Success;
        }));
        return command;
    }
}
