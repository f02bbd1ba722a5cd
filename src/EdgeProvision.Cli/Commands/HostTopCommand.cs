using System.CommandLine;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Cli.Tables;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>host top</c>: the table of hosts again and again, until it is interrupted.</summary>
internal static class HostTopCommand
{
    private const string ClearScreen = "\u001b[H\u001b[2J";

    public static Command Make(Door door)
    {
        var options = new TableOptions();
        var command = new Command("top", "List hosts, again and again");
        var pool = new PoolOptions();
        options.AddTo(command);
        pool.AddTo(command);
        command.Does(door, options.Modes, (run, parsed) =>
        {
            pool.RefuseXml(parsed);
            var settings = options.Read(parsed, run.Terminal);
            return run.WithEngineAsync(async engine =>
            {
                while (true)
                {
                    var provisions = await engine.GetProvisionsAsync(null, run.CancellationToken).ConfigureAwait(false);
                    if (run.Terminal.OutputIsTerminal)
                        run.Terminal.Output.Write(ClearScreen);
                    TableWriter.Write(run.Terminal.Output, HostTable.Definition(pool.InKilobytes(parsed)), provisions.SelectMany(p => p.Hosts), settings);
                    run.Terminal.Output.Flush();
                    await Task.Delay(options.Delay(parsed), run.Terminal.Time, run.CancellationToken).ConfigureAwait(false);
                }
            });
        });
        return command;
    }
}
