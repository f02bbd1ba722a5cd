using System.ComponentModel;
using System.CommandLine;
using EdgeProvision.Cli.Processes;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Commands;

/// <summary><c>host ssh HOST [command]</c>: the system's own <c>ssh</c>, with the pinned host key; its exit code is ours.</summary>
internal static class HostSshCommand
{
    // What ssh ends with when it could not connect, unless the remote command does.
    private const int SshFailed = 255;

    public static Command Make(Door door)
    {
        var host = new Argument<string>("host") { Description = "The host's id or name" };
        var words = new Argument<string[]>("command") { Description = "The command to run there; without one, a shell", Arity = ArgumentArity.ZeroOrMore, CaptureRemainingTokens = true };
        var command = new Command("ssh", "Open a session on a host, or run a command there") { host, words };
        command.Does(door, (run, parsed) => run.WithEngineAsync(async engine =>
        {
            var found = await HostSelection.FindOneAsync(run, engine, parsed.GetRequiredValue(host)).ConfigureAwait(false);
            using var session = await engine.OpenSessionAsync(found, run.CancellationToken).ConfigureAwait(false);
            var remote = parsed.GetValue(words) is { Length: > 0 } given ? new[] { string.Join(' ', given) } : [];
            var code = await RunAsync(run, session.Program, [.. session.Arguments, .. remote]).ConfigureAwait(false);
            if (code != SshFailed || run.CancellationToken.IsCancellationRequested || !await engine.AdmitCallerAsync(found, run.Messages.Warn, run.CancellationToken).ConfigureAwait(false))
                return code;
            if (remote.Length == 0)
                return await RunAsync(run, session.Program, session.Arguments).ConfigureAwait(false);

            // The connection may as well have been lost while the command was at work, and it is not known what a second time would do.
            run.Messages.Warn("Run the command again, if it has not begun.");
            return code;
        }));
        return command;
    }

    private static async Task<int> RunAsync(CommandRun run, string program, IReadOnlyList<string> arguments)
    {
        try
        {
            return await ForegroundProcess.RunAsync(run.Signals, program, arguments).ConfigureAwait(false);
        }
        catch (Win32Exception missing)
        {
            throw new EdgeException("SshProgramMissing", ErrorKind.NotFound, $"The program {program} could not be started.", missing)
            {
                Target = program,
                RecommendedAction = "Install the OpenSSH client.",
            };
        }
    }
}
