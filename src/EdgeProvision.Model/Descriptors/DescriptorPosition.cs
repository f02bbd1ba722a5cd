namespace EdgeProvision.Model;

/// <summary>Where something stands in a descriptor. Lines and columns count from 1; 0 means unknown.</summary>
/// <param name="File">The file's path as the user would name it, or <c>null</c> for text that came from no file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public sealed record DescriptorPosition(string? File, int Line, int Column)
{
    /// <summary>For a value that a script gave: where it stands in the document, for example <c>hosts[0].provision.plan</c>; else null.</summary>
    public string? KeyPath { get; init; }

    /// <summary>The position of values that stand in no file: this program's own defaults.</summary>
    public static DescriptorPosition BuiltIn { get; } = new("(built-in)", 0, 0);

    /// <summary>True for a value that no descriptor gave: what the user wrote can be told from what was filled in.</summary>
    public bool IsBuiltIn => ReferenceEquals(this, BuiltIn) || (Line == 0 && File == BuiltIn.File);

    /// <summary>The position of a value that a script gave.</summary>
    /// <param name="path">Where it stands in the document.</param>
    public static DescriptorPosition OfKey(string path) => new(null, 0, 0) { KeyPath = path };

    /// <summary><c>file:line:column</c>, the form that editors jump to; the place in the document for what stands in no file.</summary>
    public override string ToString() =>
        Line == 0 ? File ?? KeyPath ?? "(text)" : FormattableString.Invariant($"{File ?? "(text)"}:{Line}:{Column}");
}
