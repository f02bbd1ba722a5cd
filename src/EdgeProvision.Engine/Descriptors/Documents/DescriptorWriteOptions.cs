namespace EdgeProvision.Engine.Descriptors;

/// <summary>How a descriptor is written.</summary>
public sealed record DescriptorWriteOptions
{
    /// <summary>Writes out secrets that the descriptor has written out; else they become masks.</summary>
    public bool IncludeSecret { get; init; }

    /// <summary>The directory that the text will stand in: paths in <c>extends</c> are made to lead from there. Null leaves them.</summary>
    public string? Directory { get; init; }

    /// <summary>What paths in <c>extends</c> are relative to first.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Whether there is a file of this full path.</summary>
    public Func<string, bool> FileExists { get; init; } = File.Exists;
}
