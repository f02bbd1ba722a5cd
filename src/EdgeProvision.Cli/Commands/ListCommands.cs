using System.CommandLine;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Cli.Tables;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary>Commands that show a table of what all provisions have.</summary>
internal static class ListCommands
{
    public static Command Make<T>(Door door, string name, string description, TableDefinition<T> table, Func<IReadOnlyList<Provision>, IEnumerable<T>> rows)
    {
        var command = new Command(name, description);
        var options = new TableOptions();
        options.AddTo(command);
        var describe = new Option<bool>("--describe") { Description = "Describe the columns" };
        command.Add(describe);
        command.Does(door, options.Modes, (run, parsed) =>
        {
            if (parsed.GetValue(describe))
                return Task.FromResult(Describe(run, table));
            var settings = options.Read(parsed, run.Terminal);
            return run.WithEngineAsync(async engine =>
            {
                var found = rows(await engine.GetProvisionsAsync(null, run.CancellationToken).ConfigureAwait(false));
                if (options.IsJson(parsed))
                    JsonOutput.Write(run.Terminal.Output, found.ToList());
                else
                    TableWriter.Write(run.Terminal.Output, table, found, settings);
                return ExitCodes.Success;
            });
        });
        return command;
    }

    public static int Describe<T>(CommandRun run, TableDefinition<T> table)
    {
        foreach (var column in table.Columns)
            run.Terminal.Output.WriteLine($"{column.Name,-15} {column.Description}");
        return ExitCodes.Success;
    }
}
