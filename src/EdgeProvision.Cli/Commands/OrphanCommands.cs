using System.CommandLine;
using System.Globalization;
using EdgeProvision.Cli.Json;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Cli.Tables;
using EdgeProvision.Cli.Terminals;
using EdgeProvision.Engine;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>orphan list</c> and <c>orphan delete</c>: what is paid for at providers and belongs to no provision of this front-end.</summary>
internal static class OrphanCommands
{
    private const int AtOnce = 8;

    private static readonly TableDefinition<EdgeOrphan> s_orphans = new(
    [
        new("KIND", 9, o => o.Kind.ToString().ToLowerInvariant()) { Description = "device (a machine), addresses, network, disk (kept beyond its machine), or copy (a machine that somebody has made after one of ours; never removed)", IsLeft = true },
        new("NAME", 15, o => o.Name) { Description = "A machine's hostname, also for a disk that was its; the first of the addresses", IsLeft = true, Expands = true },
        new("PROVIDER", 10, o => o.Provider) { Description = "Name of the provider", IsLeft = true, Expands = true },
        new("LOCATION", 10, o => o.Location ?? "-") { Description = "Where it is", IsLeft = true, Expands = true },
        new("AGE", 8, o => o.Age is { } age ? Age(age) : "-") { Description = "How long ago it was made, where the provider tells" },
        new("PER_HOUR", 11, o => o.HourlyCost is { } cost ? $"{Text(cost)} {o.Currency}" : "-") { Description = "What it costs in an hour, where the provider tells" },
        new("SO_FAR", 11, o => o.CostSoFar is { } cost ? $"{Text(cost)} {o.Currency}" : "-") { Description = "What it has cost by that price" },
        new("SIZE", 5, o => o.Count.ToString(CultureInfo.InvariantCulture)) { Description = "How many addresses a reservation has" },
        new("ID", 36, o => o.Id) { Description = "The provider's id", IsLeft = true, Expands = true },
        new("PROVISION", 36, o => o.ProvisionId) { Description = "Id of the provision that it was made for, which this front-end does not have", IsLeft = true, Expands = true },
        new("KEY", 50, o => o.Key ?? "-") { Description = "The key that it carries", IsLeft = true, Expands = true },
    ])
    {
        Shown = ["KIND", "NAME", "PROVIDER", "LOCATION", "AGE", "PER_HOUR", "ID"],
    };

    public static Command Make(Door door) => new("orphan", "What is paid for at providers and belongs to no provision of this front-end")
    {
        ListCommands.Make<EdgeOrphan>(door, "list", "List orphans", _ => s_orphans, async (run, engine) => (await ReadAsync(run, engine, run.Messages.Error).ConfigureAwait(false)).Found),
        MakeDelete(door),
    };

    private static Command MakeDelete(Door door)
    {
        var ids = new Argument<string>("ids") { Description = "The provider's ids of orphans, separated by commas" };
        var modes = new ModeOptions(ResultForm.List);
        var command = new Command("delete", "Remove orphans for good; what belongs to a provision by now is refused") { ids };
        modes.AddTo(command);
        command.Does(door, modes.Read, (run, parsed) => run.WithEngineAsync(engine => DeleteAsync(run, engine, parsed.GetRequiredValue(ids))));
        return command;
    }

    private static async Task<int> DeleteAsync(CommandRun run, IEdgeEngine engine, string text)
    {
        var code = ExitCodes.Success;
        var (all, isWhole) = await ReadAsync(run, engine, run.Messages.Error).ConfigureAwait(false);
        List<EdgeOrphan> chosen = [];
        foreach (var id in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal))
        {
            var found = all.Where(o => o.Id == id).ToList();
            chosen.AddRange(found);
            if (found.Count > 0)
                continue;
            Tell(run, id, NotFound(id, isWhole));
            code = ExitCodes.Failure;
        }

        if (chosen.Count > 0 && !Confirm(run, $"Remove {string.Join(", ", chosen.Select(Words))}? [y/N] "))
            throw new EdgeException("NotConfirmed", ErrorKind.Stopped, "Nothing was changed.");

        // A network goes when nothing is in it any more, and an address when what it leads to has gone.
        foreach (var kind in chosen.OrderBy(o => o.Kind).GroupBy(o => o.Kind))
        {
            foreach (var (orphan, error) in await RemoveAsync(run, engine, [.. kind]).ConfigureAwait(false))
            {
                Tell(run, orphan.Id, error);
                if (error is not null)
                    code = ExitCodes.Failure;
            }
        }

        return code;
    }

    /// <summary>Several at once: a machine may take minutes to be gone.</summary>
    private static async Task<IReadOnlyList<(EdgeOrphan Orphan, EdgeException? Error)>> RemoveAsync(CommandRun run, IEdgeEngine engine, IReadOnlyList<EdgeOrphan> orphans)
    {
        var errors = new EdgeException?[orphans.Count];
        Lock saying = new();
        void Say(string text)
        {
            lock (saying)
                run.Messages.Log(LogLevel.Info, text);
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = run.CancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, orphans.Count), options, async (at, token) =>
        {
            try
            {
                Say($"Removing {Words(orphans[at])}");
                await engine.RemoveOrphanAsync(orphans[at], Say, token).ConfigureAwait(false);
            }
            catch (EdgeException error)
            {
                errors[at] = error;
            }
        }).ConfigureAwait(false);
        return [.. orphans.Zip(errors)];
    }

    /// <summary>Of all providers. One, or a region of it, that cannot be asked does not keep the others from it; then it is not all that there is.</summary>
    private static async Task<(IReadOnlyList<EdgeOrphan> Found, bool IsWhole)> ReadAsync(CommandRun run, IEdgeEngine engine, Action<EdgeException> fail)
    {
        var isWhole = true;
        List<(string Driver, EdgeOrphan Orphan)> found = [];
        foreach (var provider in engine.Offers.Providers())
        {
            try
            {
                var report = await engine.FindOrphansAsync(provider, run.CancellationToken).ConfigureAwait(false);
                found.AddRange(report.Orphans.Select(o => (provider.Driver, o)));
                isWhole &= report.Failures.Count == 0;
                foreach (var failure in report.Failures)
                    fail(failure);
                if (report.Warning is { } warning)
                    run.Messages.Warn(warning);
            }
            catch (EdgeException error)
            {
                isWhole = false;
                fail(error);
            }
        }

        // One project may be registered under two names.
        return ([.. found.DistinctBy(f => (f.Driver, f.Orphan.Kind, f.Orphan.Id)).Select(f => f.Orphan)], isWhole);
    }

    private static void Tell(CommandRun run, string id, EdgeException? error)
    {
        run.Results.Add(new ObjectDocument(id, Deleted: error is null, error));
        if (error is not null)
            run.Messages.Error(error);
        else if (run.Modes.Level != LogLevel.Nothing)
            run.Print($"ORPHAN {id}: deleted");
    }

    private static bool Confirm(CommandRun run, string question)
    {
        if (!run.IsInteractive)
            return true;
        run.Messages.Ask(question);
        return run.Terminal.Input.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private static string Words(EdgeOrphan orphan) => $"{orphan.Kind.ToString().ToLowerInvariant()} {orphan} ({orphan.Id}) at {orphan.Provider}{(orphan.Region is { } region ? $" in {region}" : "")} of provision {orphan.ProvisionId}";

    private static EdgeException NotFound(string id, bool isWhole) => new(
        "OrphanNotFound", ErrorKind.NotFound, isWhole ? $"There is no orphan with the id {id}." : $"There is no orphan with the id {id} at the providers that have answered.")
    {
        Target = id,
        RecommendedAction = "See: oneprovision orphan list",
    };

    private static string Age(TimeSpan age) => age.TotalDays >= 1 ? FormattableString.Invariant($"{(int)age.TotalDays}d {age.Hours}h") : FormattableString.Invariant($"{age.Hours}h {age.Minutes}m");

    private static string Text(decimal cost) => cost.ToString("0.00##", CultureInfo.InvariantCulture);
}
