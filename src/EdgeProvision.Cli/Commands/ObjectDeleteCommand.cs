using System.CommandLine;
using System.Globalization;
using EdgeProvision.Cli.Json;
using EdgeProvision.Cli.Operations;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Cli.Terminals;
using EdgeProvision.Engine;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>cluster|datastore|vnet delete IDS</c>: removes single objects of provisions.</summary>
internal static class ObjectDeleteCommand
{
    public static Command Make(Door door, ProvisionObjectKind kind, string word, Func<Provision, IEnumerable<(string Name, int Id)>> objects)
    {
        var ids = Arguments.Selection($"{word}s");
        var force = new Option<bool>("--force", "-F") { Description = "Accepted for compatibility" };
        var modes = new ModeOptions(ResultForm.List);
        var command = new Command("delete", $"Delete {word}s of provisions") { ids, force };
        modes.AddTo(command);
        command.Does(door, modes.Read, (run, parsed) => run.WithEngineAsync(async engine =>
        {
            var all = (await engine.GetProvisionsAsync(null, run.CancellationToken).ConfigureAwait(false)).SelectMany(objects).ToList();
            var selection = IdSelection.Parse(parsed.GetRequiredValue(ids), name => [.. all.Where(o => o.Name == name).Select(o => o.Id)]);
            var code = ExitCodes.Success;
            foreach (var name in selection.UnknownNames)
            {
                Fail(run, name, new EdgeException("ObjectNotFound", ErrorKind.NotFound, $"No provision has a {word} named '{name}'.") { Target = name, RecommendedAction = $"See: oneprovision {word} list" });
                code = ExitCodes.Failure;
            }

            if (selection.Ids.Count > 0 && !Confirmation.Ask(run, $"Delete {word} {string.Join(", ", selection.Ids)}? [y/N] ", $"{word} delete {string.Join(",", selection.Ids)}"))
                throw new EdgeException("NotConfirmed", ErrorKind.Stopped, "Nothing was changed.");
            foreach (var id in selection.Ids)
            {
                if (!await DeleteAsync(run, engine, kind, word, id).ConfigureAwait(false))
                    code = ExitCodes.Failure;
            }

            return code;
        }));
        return command;
    }

    private static async Task<bool> DeleteAsync(CommandRun run, IEdgeEngine engine, ProvisionObjectKind kind, string word, int id)
    {
        var name = id.ToString(CultureInfo.InvariantCulture);
        run.Messages.Log(LogLevel.Info, $"Deleting {word} {name}");
        try
        {
            await engine.DeleteObjectAsync(kind, id, new OperationReporter(run.Messages, run.Signals), run.CancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException error)
        {
            Fail(run, name, error);
            return false;
        }

        run.Results.Add(new ObjectDocument(name, Deleted: true, null));
        if (run.Modes.Level != LogLevel.Nothing)
            run.Print($"{word.ToUpperInvariant()} {name}: deleted");
        return true;
    }

    private static void Fail(CommandRun run, string name, EdgeException error)
    {
        run.Messages.Error(error);
        run.Results.Add(new ObjectDocument(name, Deleted: false, error));
    }
}
