namespace EdgeProvision.Sandbox.OpenNebula.Records;

/// <summary>One attribute of a template: a text, or the elements of a vector.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The text; null for a vector.</param>
/// <param name="Elements">The vector's elements; null for a text.</param>
public sealed record AttributeDump(string Name, string? Value, IReadOnlyDictionary<string, string>? Elements);
