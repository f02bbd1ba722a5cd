using EdgeProvision.Cli.Processes;
using EdgeProvision.Cli.Terminals;
using EdgeProvision.Engine;
using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Cli;

/// <summary>What commands need of the world: a terminal and a way to the engine. Tests replace both.</summary>
internal sealed record Door(Terminal Terminal)
{
    /// <summary>Where the shipped files and the sandbox's program lie.</summary>
    public string ProgramDirectory { get; init; } = AppContext.BaseDirectory;

    /// <summary>The words that start this program from anywhere.</summary>
    public IReadOnlyList<string> Program { get; init; } = OfProcess();

    /// <summary>Where OpenNebula's alias hook writes what it does.</summary>
    public string HookLogFile { get; init; } = "/var/log/one/hook-alias_ip.log";

    /// <summary>Ctrl+C and SIGTERM, while the command line listens to them.</summary>
    public StopSignals Signals { get; init; } = new();

    /// <summary>Connects as OpenNebula's own commands do: by environment and files alone.</summary>
    public Func<EngineOptions, CancellationToken, Task<IEdgeEngine>> ConnectAsync { get; init; } =
        async (options, cancellationToken) => await EdgeEngine.ConnectAsync(options, new FrontEndChoice(), cancellationToken).ConfigureAwait(false);

    private static IReadOnlyList<string> OfProcess()
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is unknown.");
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, typeof(Door).Assembly.Location] : [program];
    }
}
