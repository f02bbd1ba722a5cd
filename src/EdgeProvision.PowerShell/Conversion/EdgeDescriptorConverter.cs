using System.Management.Automation;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Conversion;

/// <summary>
/// Makes a descriptor again of one that has been to another session, a job or a file: PowerShell asks this converter because the types file
/// says so. Secrets have not been there and are masks.
/// </summary>
public sealed class EdgeDescriptorConverter : PSTypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => Yaml(sourceValue) is not null;

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => Yaml(sourceValue) is { } yaml
        ? DescriptorReader.Parse(yaml, Text(sourceValue, nameof(EdgeDescriptor.Source)), Text(sourceValue, nameof(EdgeDescriptor.Directory)))
        : throw new InvalidCastException($"A {sourceValue?.GetType()} is no descriptor.");

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new InvalidCastException($"A descriptor does not become a {destinationType}.");

    private static string? Yaml(object? value) =>
        value is PSObject item && item.TypeNames.Contains("Deserialized." + typeof(EdgeDescriptor).FullName) ? Text(item, nameof(EdgeDescriptor.Yaml)) : null;

    private static string? Text(object item, string property) => ((PSObject)item).Properties[property]?.Value?.ToString();
}
