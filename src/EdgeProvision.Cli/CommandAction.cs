using System.CommandLine;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Cli.Terminals;
using EdgeProvision.Model;

namespace EdgeProvision.Cli;

/// <summary>Binds a command to its work; the one place where errors become messages and exit codes.</summary>
internal static class CommandAction
{
    public static void Does(this Command command, Door door, Func<ParseResult, Modes> modes, Func<CommandRun, ParseResult, Task<int>> work) =>
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var run = new CommandRun(door, modes(parsed), cancellationToken);
            try
            {
                return await work(run, parsed).ConfigureAwait(false);
            }
            catch (EdgeException error)
            {
                run.Fail(error);
                return ExitCodes.Failure;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                run.Fail(new EdgeException("Interrupted", ErrorKind.Stopped, "Command interrupted"));
                return ExitCodes.Failure;
            }
#pragma warning disable CA1031 // The outermost place: what nobody foresaw still becomes a message and the exit code that scripts expect.
            catch (Exception error)
#pragma warning restore CA1031
            {
                var what = run.Modes.Level == LogLevel.Debug ? error.ToString() : $"{error.GetType().Name}: {error.Message}";
                run.Fail(new EdgeException("UnexpectedError", ErrorKind.InvalidAnswer, $"Unexpected failure: {what}"));
                return ExitCodes.Failure;
            }
            finally
            {
                run.Messages.ClearStatus();
                run.Results.Write(run.Terminal.Output);
            }
        });

    public static void Does(this Command command, Door door, Func<CommandRun, ParseResult, Task<int>> work) => command.Does(door, _ => new Modes(), work);
}
