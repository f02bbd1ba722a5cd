using EdgeProvision.Model;

namespace EdgeProvision.Cli.Tables;

/// <summary>OpenNebula's tables: fixed columns separated by a blank, or CSV.</summary>
internal static class TableWriter
{
    private const string HeaderStyle = "\u001b[1m\u001b[4m";
    private const string Reset = "\u001b[0m";

    /// <exception cref="EdgeException"><c>ColumnUnknown</c>, <c>FilterInvalid</c>.</exception>
    public static void Write<T>(TextWriter output, TableDefinition<T> table, IEnumerable<T> items, TableSettings settings)
    {
        var columns = Choose(table, settings);
        var rows = Rows(table, columns, items, settings);
        if (settings.Csv)
        {
            WriteCsv(output, columns, rows, settings);
            return;
        }

        var widths = Widths(columns, rows, settings);
        if (!settings.NoHeader)
        {
            var header = Line(columns, widths, [.. columns.Select(c => c.Name)]);
            output.WriteLine(settings.HasColour ? HeaderStyle + header + Reset : header.TrimEnd());
        }

        foreach (var row in rows)
        {
            var line = Line(columns, widths, row).TrimEnd();
            output.WriteLine(settings.HasColour ? StatusColour.Paint(line, columns, row) : line);
        }
    }

    /// <summary>The items that the filters let through: the same whether they are shown as a table or as JSON.</summary>
    /// <exception cref="EdgeException"><c>ColumnUnknown</c>, <c>FilterInvalid</c>.</exception>
    public static IReadOnlyList<T> Wanted<T>(TableDefinition<T> table, IEnumerable<T> items, TableSettings settings)
    {
        // A filter may name a column that is not shown.
        var filters = (settings.Filter ?? (table.Filter is { } own ? [own] : [])).Select(RowFilter.Parse).Select(f => (Filter: f, Column: Find(table, f.Column))).ToList();
        bool IsWanted(T item) => filters.Count == 0
            || (settings.AnyFilter ? filters.Any(f => f.Filter.Matches(f.Column.Value(item))) : filters.All(f => f.Filter.Matches(f.Column.Value(item))));
        return [.. items.Where(IsWanted)];
    }

    private static List<TableColumn<T>> Choose<T>(TableDefinition<T> table, TableSettings settings)
    {
        IEnumerable<string> names = settings.List ?? (table.Shown.Count > 0 ? table.Shown : table.Columns.Select(c => c.Name));
        return [.. names.Select(name => Find(table, name))];
    }

    private static TableColumn<T> Find<T>(TableDefinition<T> table, string name) =>
        table.Columns.FirstOrDefault(c => string.Equals(c.Name, name.Trim(), StringComparison.OrdinalIgnoreCase))
        ?? throw new EdgeException("ColumnUnknown", ErrorKind.InvalidInput, $"There is no column {name.Trim()}.")
        {
            Target = name,
            RecommendedAction = $"The columns are: {string.Join(", ", table.Columns.Select(c => c.Name))}.",
        };

    private static List<string[]> Rows<T>(TableDefinition<T> table, List<TableColumn<T>> columns, IEnumerable<T> items, TableSettings settings) =>
        [.. Wanted(table, items, settings).Select(item => columns.Select(c => OneLine(c.Value(item))).ToArray())];

    private static int[] Widths<T>(List<TableColumn<T>> columns, List<string[]> rows, TableSettings settings)
    {
        var widths = columns.Select(c => settings.Sizes.TryGetValue(c.Name, out var size) ? size : c.Width).ToArray();
        int Longest(int i) => rows.Select(r => r[i].Length).Append(columns[i].Name.Length).Max();
        for (var i = 0; i < columns.Count; i++)
        {
            if (settings.Adjust.Contains(columns[i].Name, StringComparer.OrdinalIgnoreCase))
                widths[i] = Longest(i);
        }

        if (settings.NoExpand)
            return widths;
        var spare = settings.Width is { } width ? width - widths.Sum() - (columns.Count - 1) : int.MaxValue / 2;
        for (var i = 0; i < columns.Count && spare > 0; i++)
        {
            var grows = settings.Expand is { } named ? named.Contains(columns[i].Name, StringComparer.OrdinalIgnoreCase) : columns[i].Expands && !settings.Sizes.ContainsKey(columns[i].Name);
            var growth = grows ? Math.Clamp(Longest(i) - widths[i], 0, spare) : 0;
            widths[i] += growth;
            spare -= growth;
        }

        return widths;
    }

    private static string Line<T>(List<TableColumn<T>> columns, int[] widths, IReadOnlyList<string> cells) => string.Join(' ', columns.Select((column, i) =>
    {
        var cell = cells[i].Length > widths[i] ? cells[i][..widths[i]] : cells[i];
        return column.IsLeft ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]);
    }));

    private static void WriteCsv<T>(TextWriter output, List<TableColumn<T>> columns, List<string[]> rows, TableSettings settings)
    {
        string Quote(string cell) => cell.Contains(settings.CsvDelimiter, StringComparison.Ordinal) || cell.Contains('"', StringComparison.Ordinal)
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell;
        if (!settings.NoHeader)
            output.WriteLine(string.Join(settings.CsvDelimiter, columns.Select(c => Quote(c.Name))));
        foreach (var row in rows)
            output.WriteLine(string.Join(settings.CsvDelimiter, row.Select(Quote)));
    }

    private static string OneLine(string cell) => cell.ReplaceLineEndings(" ");
}
