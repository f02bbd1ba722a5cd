namespace EdgeProvision.Cli.Tables;

/// <summary>A table: all columns that it can have, and what it shows when the user does not say.</summary>
internal sealed record TableDefinition<T>(IReadOnlyList<TableColumn<T>> Columns)
{
    /// <summary>Names of the columns shown by default; all when empty.</summary>
    public IReadOnlyList<string> Shown { get; init; } = [];

    /// <summary>The filter that the user's own replaces.</summary>
    public string? Filter { get; init; }
}
