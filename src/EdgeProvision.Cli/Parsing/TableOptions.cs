using System.CommandLine;
using System.Globalization;
using EdgeProvision.Cli.Tables;
using EdgeProvision.Cli.Terminals;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Parsing;

/// <summary>OpenNebula's options for tables, and JSON, which it did not have here.</summary>
internal sealed class TableOptions
{
    private readonly Option<string?> _list = new("--list", "-l") { Description = "Columns to show", HelpName = "x,y,z" };
    private readonly Option<string?> _listConfiguration = new("--listconf", "-c") { Description = "Accepted for compatibility; there are no named lists", HelpName = "conf" };
    private readonly Option<string?> _filter = new("--filter", "-f") { Description = "Rows to show: conditions with = != < <= > >= ~", HelpName = "x=1,y!=2" };
    private readonly Option<string?> _operator = new("--operator") { Description = "AND (default) or OR between conditions", HelpName = "AND|OR" };
    private readonly Option<bool> _csv = new("--csv") { Description = "Comma-separated values" };
    private readonly Option<string?> _csvDelimiter = new("--csv-del") { Description = "Delimiter of the values", HelpName = "c" };
    private readonly Option<bool> _noPager = new("--no-pager") { Description = "Accepted for compatibility; no pager is used" };
    private readonly Option<bool> _noHeader = new("--no-header") { Description = "Leave the headings out" };
    private readonly Option<string?> _adjust = new("--adjust") { Description = "Columns as wide as their longest value", HelpName = "x,y,z" };
    private readonly Option<string?> _size = new("--size", "-s") { Description = "Widths of columns", HelpName = "x=5,y=10" };
    private readonly Option<string?> _expand = new("--expand") { Description = "Columns that may grow", HelpName = "x,y", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _noExpand = new("--no-expand") { Description = "No column grows" };
    private readonly Option<bool> _json = new("--json", "-j") { Description = "JSON, complete and machine-readable" };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Log what is done" };
    private readonly Option<int?> _delay = Numbers.Option("--delay", 1, "Seconds between two looks (top)", "SECONDS", "-d");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            _list, _listConfiguration, _filter, _operator, _csv, _csvDelimiter, _noPager, _noHeader, _adjust, _size, _expand, _noExpand, _json, _verbose, _delay,
        })
            command.Add(option);
    }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    public TimeSpan Delay(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_delay) ?? 1);

    public Modes Modes(ParseResult parsed) => new() { Level = parsed.GetValue(_verbose) ? LogLevel.Info : LogLevel.Nothing, Batch = true };

    public TableSettings Read(ParseResult parsed, Terminal terminal) => new()
    {
        List = Words(parsed.GetValue(_list)),
        Filter = Words(parsed.GetValue(_filter)),
        AnyFilter = string.Equals(parsed.GetValue(_operator), "OR", StringComparison.OrdinalIgnoreCase),
        Csv = parsed.GetValue(_csv),
        CsvDelimiter = parsed.GetValue(_csvDelimiter) ?? ",",
        NoHeader = parsed.GetValue(_noHeader),
        Adjust = Words(parsed.GetValue(_adjust)) ?? [],
        Expand = Words(parsed.GetValue(_expand)),
        NoExpand = parsed.GetValue(_noExpand),
        Sizes = Sizes(parsed.GetValue(_size)),
        Width = terminal.OutputIsTerminal ? terminal.Width : null,
        HasColour = terminal.HasColour,
    };

    private static Dictionary<string, int> Sizes(string? text)
    {
        var sizes = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in Words(text) ?? [])
        {
            var pair = part.Split('=', ':');
            if (pair.Length != 2 || !int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size == 0)
                throw new EdgeException("SizeInvalid", ErrorKind.InvalidInput, $"'{part}' is no width of a column.") { RecommendedAction = "Write COLUMN=NUMBER, for example NAME=30." };
            sizes[pair[0].Trim()] = size;
        }

        return sizes;
    }

    private static IReadOnlyList<string>? Words(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
