namespace EdgeProvision.Engine.Descriptors.Yaml;

/// <summary>How much of a document is read before it is refused.</summary>
internal static class YamlLimits
{
    /// <summary>Bytes, and characters, of one file.</summary>
    public const int Size = 10 * 1024 * 1024;

    /// <summary>Maps and lists inside each other.</summary>
    public const int Depth = 64;

    /// <summary>Values, with every alias counted as what it stands for.</summary>
    public const int Values = 250_000;
}
