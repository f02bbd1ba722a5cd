namespace EdgeProvision.Cli.Tables;

/// <summary>Colours the status at the end of a line: good green, bad red, under way yellow.</summary>
internal static class StatusColour
{
    private const string Green = "\u001b[32m";
    private const string Red = "\u001b[31m";
    private const string Yellow = "\u001b[33m";
    private const string Reset = "\u001b[0m";

    public static string Paint<T>(string line, IReadOnlyList<TableColumn<T>> columns, IReadOnlyList<string> cells)
    {
        // Only the last column: in the middle the escape codes would have to be cut with the cells.
        if (columns.Count == 0 || columns[^1].Name != "STAT" || Colour(cells[^1]) is not { } colour || !line.EndsWith(cells[^1], StringComparison.Ordinal))
            return line;
        return line[..^cells[^1].Length] + colour + cells[^1] + Reset;
    }

    private static string? Colour(string status) => status switch
    {
        "configured" or "on" or "rdy" => Green,
        "error" or "err" => Red,
        "pending" => Yellow,
        _ => null,
    };
}
