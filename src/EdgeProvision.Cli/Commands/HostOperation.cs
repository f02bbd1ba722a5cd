using System.CommandLine;
using EdgeProvision.Cli.Json;
using EdgeProvision.Cli.Operations;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary>A command that does something to hosts. They are grouped by provision, so that each provision is locked once.</summary>
internal static class HostOperation
{
    /// <param name="door">The door.</param>
    /// <param name="command">The command, with the options of its own.</param>
    /// <param name="request">Makes the request for hosts of one provision.</param>
    /// <param name="success">The word for success that <c>-d</c> prints for each host.</param>
    /// <param name="refuse">Why a host is not touched, or null.</param>
    public static Command Make(
        Door door, Command command, Func<ParseResult, string, IReadOnlyList<int>, OperationRequest> request, string success, Func<ParseResult, EdgeHost, EdgeException?>? refuse = null)
    {
        var ids = Arguments.Selection("hosts");
        var modes = new ModeOptions(ResultForm.List);
        command.Add(ids);
        modes.AddTo(command);
        command.Does(door, modes.Read, (run, parsed) => run.WithEngineAsync(async engine =>
        {
            var (hosts, allFound) = await HostSelection.FindAsync(run, engine, parsed.GetRequiredValue(ids)).ConfigureAwait(false);
            var code = allFound ? ExitCodes.Success : ExitCodes.Failure;
            var touched = new List<EdgeHost>();
            foreach (var host in hosts)
            {
                if (refuse?.Invoke(parsed, host) is not { } refusal)
                {
                    touched.Add(host);
                    continue;
                }

                run.Fail(refusal);
                code = ExitCodes.Failure;
            }

            foreach (var group in touched.GroupBy(h => h.ProvisionId))
            {
                if (await RunAsync(run, engine, request(parsed, group.Key, [.. group.Select(h => h.Id)]), [.. group], success).ConfigureAwait(false) != ExitCodes.Success)
                    code = ExitCodes.Failure;
                if (run.CancellationToken.IsCancellationRequested)
                    return ExitCodes.Failure;
            }

            return code;
        }));
        return command;
    }

    /// <summary>One provision's hosts. An error there does not keep the others' from being worked on.</summary>
    private static async Task<int> RunAsync(CommandRun run, IEdgeEngine engine, OperationRequest request, IReadOnlyList<EdgeHost> hosts, string success)
    {
        try
        {
            var result = await OperationCall.RunAsync(run, engine, run.Modes.ApplyTo(request)).ConfigureAwait(false);
            if (run.Modes.Level != Terminals.LogLevel.Nothing && result.Operation.Outcome != OperationOutcome.Stopped)
            {
                foreach (var host in hosts.Where(h => result.Failures.All(f => f.HostId != h.Id && f.Target != h.Hostname)))
                    run.Print(FormattableString.Invariant($"HOST {host.Id}: {success}"));
            }

            return OperationCall.ExitCode(result);
        }
        catch (EdgeException error)
        {
            run.Fail(error);
            return ExitCodes.Failure;
        }
    }
}
