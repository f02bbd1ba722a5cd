namespace EdgeProvision.Model;

/// <summary>Where something stands in a descriptor. Lines and columns count from 1; 0 means unknown.</summary>
/// <param name="File">The file's path as the user would name it, or <c>null</c> for text that came from no file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public sealed record DescriptorPosition(string? File, int Line, int Column)
{
    /// <summary>The position of values that stand in no file: this program's own defaults.</summary>
    public static DescriptorPosition BuiltIn { get; } = new("(built-in)", 0, 0);

    /// <summary>True for a value that no descriptor gave: what the user wrote can be told from what was filled in.</summary>
    public bool IsBuiltIn => ReferenceEquals(this, BuiltIn) || (Line == 0 && File == BuiltIn.File);

    /// <summary><c>file:line:column</c>, the form that editors jump to.</summary>
    public override string ToString() =>
        Line == 0 ? File ?? "(text)" : FormattableString.Invariant($"{File ?? "(text)"}:{Line}:{Column}");
}
