namespace EdgeProvision.Cli.Tables;

/// <summary>What the user asks of a table.</summary>
internal sealed record TableSettings
{
    /// <summary>Columns to show, or null for the table's own.</summary>
    public IReadOnlyList<string>? List { get; init; }

    /// <summary>Conditions on rows, <c>NAME=x</c>, or null for the table's own.</summary>
    public IReadOnlyList<string>? Filter { get; init; }

    /// <summary>One condition is enough.</summary>
    public bool AnyFilter { get; init; }

    public bool Csv { get; init; }

    public string CsvDelimiter { get; init; } = ",";

    public bool NoHeader { get; init; }

    /// <summary>Columns as wide as their longest cell.</summary>
    public IReadOnlyList<string> Adjust { get; init; } = [];

    /// <summary>Columns that may grow, instead of the table's own.</summary>
    public IReadOnlyList<string>? Expand { get; init; }

    public bool NoExpand { get; init; }

    /// <summary>Widths by column.</summary>
    public IReadOnlyDictionary<string, int> Sizes { get; init; } = new Dictionary<string, int>();

    /// <summary>The terminal's width; null where lines may be as long as they like.</summary>
    public int? Width { get; init; }

    public bool HasColour { get; init; }
}
