namespace EdgeProvision.Engine.Pictures.Tables;

/// <summary>A table as text, for whatever format.</summary>
/// <param name="Headers">Its columns, and whether they are numbers.</param>
/// <param name="Rows">Its rows; each has a cell for each column.</param>
internal sealed record Table(IReadOnlyList<(string Header, bool IsNumber)> Headers, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public static Table Of<T>(IReadOnlyList<Column<T>> columns, IReadOnlyList<T> things)
    {
        var shown = columns.Where(c => !c.IsOptional || things.Any(t => c.Value(t).Length > 0)).ToList();
        return new Table([.. shown.Select(c => (c.Header, c.IsNumber))], [.. things.Select(t => (IReadOnlyList<string>)[.. shown.Select(c => c.Value(t))])]);
    }
}
