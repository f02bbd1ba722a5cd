using EdgeProvision.Cli.Json;
using EdgeProvision.Cli.Parsing;
using EdgeProvision.Cli.Processes;
using EdgeProvision.Cli.Terminals;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Model;

namespace EdgeProvision.Cli;

/// <summary>One run of a command.</summary>
internal sealed class CommandRun(Door door, Modes modes, CancellationToken cancellationToken)
{
    public Terminal Terminal => door.Terminal;

    public Modes Modes => modes;

    public Messages Messages { get; } = new(door.Terminal, modes.Level);

    /// <summary>What <c>-j</c> prints at the end.</summary>
    public JsonResults Results { get; } = new(modes.Results);

    public CancellationToken CancellationToken => cancellationToken;

    public StopSignals Signals => door.Signals;

    public string ProgramDirectory => door.ProgramDirectory;

    /// <summary>Somebody sits there and wants to be asked.</summary>
    public bool IsInteractive => Terminal.InputIsTerminal && !modes.Batch;

    public EngineOptions EngineOptions => new()
    {
        ContentDirectory = Path.Combine(door.ProgramDirectory, "content"),
        Credentials = new TerminalCredentials(this),
        Trace = modes.Level == LogLevel.Debug ? (_, text) => Messages.Log(LogLevel.Debug, text) : null,
    };

    /// <summary>A line of the result for people; not where the result is JSON.</summary>
    public void Print(string line)
    {
        if (!Results.AreWanted)
            Terminal.Output.WriteLine(line);
    }

    /// <summary>Tells an error, to people and to programs.</summary>
    public void Fail(EdgeException error)
    {
        Messages.Error(error);
        Results.Add(ResultDocument.Of(error));
    }

    public Task<int> WithEngineAsync(Func<IEdgeEngine, Task<int>> work) => WithEngineAsync(EngineOptions, work);

    public async Task<int> WithEngineAsync(EngineOptions options, Func<IEdgeEngine, Task<int>> work)
    {
        var engine = await door.ConnectAsync(options, cancellationToken).ConfigureAwait(false);
        await using (engine.ConfigureAwait(false))
        {
            foreach (var warning in engine.ConnectionWarnings)
                Messages.Warn(warning);
            return await work(engine).ConfigureAwait(false);
        }
    }

    /// <summary>The level that the engine's importance is logged at.</summary>
    public static LogLevel LevelOf(MessageLevel level) => level switch
    {
        MessageLevel.Debug or MessageLevel.Verbose => LogLevel.Debug,
        MessageLevel.Information => LogLevel.Info,
        _ => LogLevel.Warn,
    };
}
