using System.CommandLine;
using EdgeProvision.Cli.Json;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Cli.Tables;
using EdgeProvision.Engine;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary>Commands that show a table of what all provisions have.</summary>
internal static class ListCommands
{
    /// <param name="door">The door.</param>
    /// <param name="name">The command's word.</param>
    /// <param name="description">What it does.</param>
    /// <param name="table">The table; with amounts in kilobytes when told so.</param>
    /// <param name="rows">What of all provisions is a row.</param>
    public static Command Make<T>(Door door, string name, string description, Func<bool, TableDefinition<T>> table, Func<IReadOnlyList<Provision>, IEnumerable<T>> rows) =>
        Make(door, name, description, table, async (run, engine) => rows(await engine.GetProvisionsAsync(null, run.CancellationToken).ConfigureAwait(false)));

    /// <param name="door">The door.</param>
    /// <param name="name">The command's word.</param>
    /// <param name="description">What it does.</param>
    /// <param name="table">The table; with amounts in kilobytes when told so.</param>
    /// <param name="rows">Looks the rows up.</param>
    public static Command Make<T>(Door door, string name, string description, Func<bool, TableDefinition<T>> table, Func<CommandRun, IEdgeEngine, Task<IEnumerable<T>>> rows)
    {
        var command = new Command(name, description);
        var options = new TableOptions();
        var pool = new PoolOptions();
        options.AddTo(command);
        pool.AddTo(command);
        command.Does(door, options.Modes, (run, parsed) =>
        {
            pool.RefuseXml(parsed);
            var definition = table(pool.InKilobytes(parsed));
            if (pool.Describes(parsed))
                return Task.FromResult(Describe(run, definition));
            var settings = options.Read(parsed, run.Terminal);
            return run.WithEngineAsync(async engine =>
            {
                var found = await rows(run, engine).ConfigureAwait(false);
                if (options.IsJson(parsed))
                    JsonOutput.Write(run.Terminal.Output, TableWriter.Wanted(definition, found, settings));
                else
                    TableWriter.Write(run.Terminal.Output, definition, found, settings);
                return ExitCodes.Success;
            });
        });
        return command;
    }

    private static int Describe<T>(CommandRun run, TableDefinition<T> table)
    {
        foreach (var column in table.Columns)
            run.Terminal.Output.WriteLine($"{column.Name,-15} {column.Description}");
        return ExitCodes.Success;
    }
}
