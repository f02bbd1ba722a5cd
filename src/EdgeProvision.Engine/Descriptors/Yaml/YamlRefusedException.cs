using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Yaml;

/// <summary>Leaves the reader from any depth; never leaves <see cref="YamlReader.Read"/>.</summary>
internal sealed class YamlRefusedException(string code, DescriptorPosition position, string message, string? suggestion = null) : Exception(message)
{
    public string Code { get; } = code;

    public DescriptorPosition Position { get; } = position;

    public string? Suggestion { get; } = suggestion;
}
