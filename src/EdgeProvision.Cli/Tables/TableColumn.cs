namespace EdgeProvision.Cli.Tables;

/// <summary>A column that a table can have.</summary>
/// <param name="Name">Its heading, in upper case; also its name in options.</param>
/// <param name="Width">Its width unless the user or the terminal says otherwise.</param>
/// <param name="Value">The cell of a row.</param>
internal sealed record TableColumn<T>(string Name, int Width, Func<T, string> Value)
{
    /// <summary>Text is put to the left, numbers to the right.</summary>
    public bool IsLeft { get; init; }

    /// <summary>Takes the room that its longest cell needs, as far as the terminal has it.</summary>
    public bool Expands { get; init; }

    /// <summary>What stands in it, for <c>--describe</c>.</summary>
    public required string Description { get; init; }
}
