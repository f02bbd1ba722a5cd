using System.CommandLine;
using EdgeProvision.Cli.Json;
using EdgeProvision.Cli.Terminals;

namespace EdgeProvision.Cli.Parsing;

/// <summary>The options of every command that does something.</summary>
/// <param name="results">What <c>-j</c> prints of its results.</param>
internal sealed class ModeOptions(ResultForm results)
{
    private readonly Option<bool> _verbose = new("--verbose", "-d") { Description = "Log what is done" };
    private readonly Option<bool> _debug = new("--debug", "-D") { Description = "Log everything, down to the wire" };
    private readonly Option<bool> _batch = new("--batch", "-b") { Description = "Never ask anything" };
    private readonly Option<bool> _json = new("--json", "-j") { Description = "Print what became of it as one JSON document" };
    private readonly Option<int?> _retry = Numbers.Option("--fail-retry", 0, "Try a failed step again up to N times, then do what the other --fail option says", "N");
    private readonly Option<bool> _cleanup = new("--fail-cleanup") { Description = "On failure remove the whole provision (create only)" };
    private readonly Option<bool> _skip = new("--fail-skip") { Description = "On failure go on without what failed, and count that as success" };
    private readonly Option<bool> _quit = new("--fail-quit") { Description = "On failure keep everything and end with an error (default)" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _verbose, _debug, _batch, _json, _retry, _cleanup, _skip, _quit })
            command.Add(option);
    }

    public Modes Read(ParseResult parsed) => new()
    {
        Level = parsed.GetValue(_debug) ? LogLevel.Debug : parsed.GetValue(_verbose) ? LogLevel.Info : LogLevel.Nothing,
        Batch = parsed.GetValue(_batch),
        Retries = parsed.GetValue(_retry),
        Cleanup = parsed.GetValue(_cleanup),
        Skip = parsed.GetValue(_skip),
        Results = parsed.GetValue(_json) ? results : ResultForm.None,
    };
}
