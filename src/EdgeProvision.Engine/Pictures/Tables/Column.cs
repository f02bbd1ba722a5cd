namespace EdgeProvision.Engine.Pictures.Tables;

/// <summary>A column of a table of things.</summary>
/// <param name="Header">What stands above it.</param>
/// <param name="Value">What it says of a thing; empty for nothing.</param>
internal sealed record Column<T>(string Header, Func<T, string> Value)
{
    /// <summary>Set to the right.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Left out where it says nothing of anything.</summary>
    public bool IsOptional { get; init; }
}
