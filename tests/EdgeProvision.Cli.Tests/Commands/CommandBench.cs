using EdgeProvision.Cli.Terminals;
using EdgeProvision.Engine;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Cli.Tests.Commands;

/// <summary>Runs command lines in this process, on a scripted engine and a terminal of strings.</summary>
internal sealed class CommandBench : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public ScriptedEngine Engine { get; init; } = new();

    /// <summary>What is typed; null when nobody sits there.</summary>
    public string? Typed { get; init; }

    public string HookLogFile { get; init; } = "/nowhere/hook.log";

    public EngineOptions? Options { get; private set; }

    public string Output => _output.ToString().ReplaceLineEndings("\n");

    public string Error => _error.ToString().ReplaceLineEndings("\n");

    public async Task<int> RunAsync(string line, CancellationToken? stop = null)
    {
        using var input = new StringReader(Typed ?? "");
        var terminal = new Terminal
        {
            Output = _output,
            Error = _error,
            Input = input,
            InputIsTerminal = Typed is not null,
            Time = new FakeTimeProvider(new DateTimeOffset(2020, 2, 2, 10, 20, 30, TimeSpan.Zero)),
        };
        var door = new Door(terminal)
        {
            HookLogFile = HookLogFile,
            ConnectAsync = (options, _) =>
            {
                Options = options;
                return Task.FromResult<IEdgeEngine>(Engine);
            },
        };
        return await new CommandLine(door).RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), stop ?? TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }
}
