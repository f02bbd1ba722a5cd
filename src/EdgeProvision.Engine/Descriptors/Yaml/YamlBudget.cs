namespace EdgeProvision.Engine.Descriptors.Yaml;

/// <summary>Counts the values that the files of one descriptor have brought so far.</summary>
internal sealed class YamlBudget
{
    public long Values { get; set; }
}
