using System.CommandLine;
using System.Globalization;
using EdgeProvision.Cli.Json;
using EdgeProvision.Cli.Operations;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Cli.Tables;
using EdgeProvision.Cli.Terminals;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>address</c> with <c>list</c>, <c>create</c>, <c>assign</c>, <c>unassign</c> and <c>delete</c>: public addresses that were rented for provisions.</summary>
internal static class AddressCommands
{
    internal static readonly TableDefinition<EdgeAddress> Addresses = new(
    [
        new("ADDRESS", 15, a => a.Address ?? "-") { Description = "The address", IsLeft = true },
        new("STAT", 8, a => a.State switch { EdgeAddressState.AwaitingApproval => "awaiting", var state => state.ToString().ToLowerInvariant() }) { Description = "free, assigned, awaiting (an approval) or denied", IsLeft = true },
        new("HOST", 15, a => a.HostId is { } id ? $"{Text(id)} {a.Hostname}" : a.DeviceId ?? "-") { Description = "Id and name of the host that it leads to", IsLeft = true, Expands = true },
        new("LEASE", 9, a => a.VirtualMachineId is { } vm ? $"vm {Text(vm)}" : a.LeasedBy ?? "-") { Description = "Who has it as a lease", IsLeft = true },
        new("VNET", 15, a => a.Network ?? "-") { Description = "Name of the network that has it in a range", IsLeft = true, Expands = true },
        new("TYPE", 11, a => a.Type ?? "-") { Description = "Kind, in the provider's words", IsLeft = true },
        new("LOCATION", 12, a => a.Location ?? "-") { Description = "Where it was rented", IsLeft = true },
        new("PROVISION", 12, a => a.Provision) { Description = "Name of the provision", IsLeft = true, Expands = true },
        new("INNER", 15, a => a.InnerAddress ?? "-") { Description = "What arrives at the host", IsLeft = true },
        new("RESERVATION", 36, a => a.ReservationId) { Description = "The provider's id of the reservation", IsLeft = true, Expands = true },
    ])
    {
        Shown = ["ADDRESS", "STAT", "HOST", "LEASE", "VNET", "PROVISION"],
    };

    public static Command Make(Door door) => new("address", "Public addresses that are rented for provisions")
    {
        ListCommands.Make<EdgeAddress>(door, "list", "List rented addresses", _ => Addresses, async (run, engine) => await ReadAsync(run, engine, run.Messages.Error).ConfigureAwait(false)),
        MakeCreate(door),
        MakeAssign(door),
        MakeUnassign(door),
        MakeDelete(door),
    };

    private static Command MakeCreate(Door door)
    {
        var provision = Arguments.Provision();
        var count = new Option<int>("--count") { Description = "How many, as one reservation", DefaultValueFactory = _ => 1 };
        var type = new Option<string?>("--type") { Description = "Kind, in the provider's words (public_ipv4, global_ipv4, elastic)" };
        var host = new Option<string?>("--host") { Description = "The host at whose provider and place they are rented" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the plan, with -j as JSON, and change nothing" };
        var modes = new ModeOptions(ResultForm.One);
        var command = new Command("create", "Rent addresses for a provision") { provision, count, type, host, dryRun };
        modes.AddTo(command);
        command.Does(door, modes.Read, (run, parsed) => run.WithEngineAsync(async engine =>
        {
            var id = parsed.GetValue(host) is { } name ? (await HostSelection.FindOneAsync(run, engine, name).ConfigureAwait(false)).Id : (int?)null;
            var request = run.Modes.ApplyTo(new CreateAddressRequest(parsed.GetRequiredValue(provision), parsed.GetValue(count)) { HostId = id, Type = parsed.GetValue(type) });
            return parsed.GetValue(dryRun)
                ? await DryRun.RunAsync(run, engine, request).ConfigureAwait(false)
                : await RentAsync(run, engine, request).ConfigureAwait(false);
        }));
        return command;
    }

    /// <summary>Rents, and prints the addresses, one a line.</summary>
    private static async Task<int> RentAsync(CommandRun run, IEdgeEngine engine, OperationRequest request)
    {
        var result = await OperationCall.RunAsync(run, engine, request).ConfigureAwait(false);
        if (result.Failures.Count == 0 && result.Operation.Steps.Select(AddressPlanner.KeyOf).FirstOrDefault(key => key is not null) is { } rented)
        {
            foreach (var address in (await ReadAsync(run, engine, run.Messages.Error).ConfigureAwait(false)).Where(a => a.Key == rented))
                run.Print(address.ToString());
        }

        return OperationCall.ExitCode(result);
    }

    private static Command MakeAssign(Door door)
    {
        var addresses = Selection();
        var host = new Argument<string>("host") { Description = "Id or name of the host" };
        var modes = new ModeOptions(ResultForm.List);
        var command = new Command("assign", "Lead addresses to a host of their provision") { addresses, host };
        modes.AddTo(command);
        command.Does(door, modes.Read, (run, parsed) => run.WithEngineAsync(async engine =>
        {
            var id = (await HostSelection.FindOneAsync(run, engine, parsed.GetRequiredValue(host)).ConfigureAwait(false)).Id;
            return await ForEachProvisionAsync(run, engine, parsed.GetRequiredValue(addresses), (provision, some) => new AssignAddressRequest(provision, Named(some), id)).ConfigureAwait(false);
        }));
        return command;
    }

    private static Command MakeUnassign(Door door)
    {
        var addresses = Selection();
        var modes = new ModeOptions(ResultForm.List);
        var command = new Command("unassign", "Lead addresses nowhere") { addresses };
        modes.AddTo(command);
        command.Does(door, modes.Read, (run, parsed) => run.WithEngineAsync(engine => ForEachProvisionAsync(
            run, engine, parsed.GetRequiredValue(addresses), (provision, some) => new AssignAddressRequest(provision, Named(some), null))));
        return command;
    }

    private static Command MakeDelete(Door door)
    {
        var addresses = Selection();
        var modes = new ModeOptions(ResultForm.List);
        var command = new Command("delete", "Give addresses back, each with all of its reservation") { addresses };
        modes.AddTo(command);
        command.Does(door, modes.Read, (run, parsed) => run.WithEngineAsync(engine => ForEachProvisionAsync(
            run, engine, parsed.GetRequiredValue(addresses), (provision, some) => new DeleteAddressRequest(provision, [.. some.Select(a => a.ReservationId).Distinct()]),
            some => $"Give back {string.Join(", ", some.Select(a => $"{a}{(a.ReservationSize > 1 ? FormattableString.Invariant($" with {a.ReservationSize - 1} more of its reservation") : "")}"))}? [y/N] ")));
        return command;
    }

    /// <summary>One operation for each provision that has any of the addresses. One that no provision has is told, and the others are worked on.</summary>
    private static async Task<int> ForEachProvisionAsync(
        CommandRun run, IEdgeEngine engine, string text, Func<string, IReadOnlyList<EdgeAddress>, OperationRequest> request, Func<IReadOnlyList<EdgeAddress>, string>? question = null)
    {
        var all = await ReadAsync(run, engine, run.Fail).ConfigureAwait(false);
        var code = ExitCodes.Success;
        List<EdgeAddress> chosen = [];
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal))
        {
            var found = all.Where(a => a.Address == name || a.ReservationId == name).ToList();
            chosen.AddRange(found);
            if (found.Count > 0)
                continue;
            run.Fail(new EdgeException("AddressNotFound", ErrorKind.NotFound, $"No provision has a rented address or reservation {name}.") { Target = name, RecommendedAction = "See: oneprovision address list" });
            code = ExitCodes.Failure;
        }

        if (chosen.Count > 0 && question is not null && !Confirmation.Ask(run, question(chosen), $"address delete {string.Join(",", chosen)}"))
            throw new EdgeException("NotConfirmed", ErrorKind.Stopped, "Nothing was changed.");
        foreach (var group in chosen.GroupBy(a => a.ProvisionId))
        {
            try
            {
                if (OperationCall.ExitCode(await OperationCall.RunAsync(run, engine, run.Modes.ApplyTo(request(group.Key, [.. group]))).ConfigureAwait(false)) != ExitCodes.Success)
                    code = ExitCodes.Failure;
            }
            catch (EdgeException error)
            {
                run.Fail(error);
                code = ExitCodes.Failure;
            }

            if (run.CancellationToken.IsCancellationRequested)
                return ExitCodes.Failure;
        }

        return code;
    }

    private static Task<IReadOnlyList<EdgeAddress>> ReadAsync(CommandRun run, IEdgeEngine engine, Action<EdgeException> fail) =>
        engine.GetAddressesAsync(null, new Dictionary<string, string>(), (_, error) => fail(error), run.CancellationToken);

    private static List<string> Named(IReadOnlyList<EdgeAddress> some) => [.. some.Select(a => a.Address).OfType<string>()];

    private static Argument<string> Selection() => new("addresses") { Description = "Addresses, or ids of reservations for all of theirs, separated by commas" };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
