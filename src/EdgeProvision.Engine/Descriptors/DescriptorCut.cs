namespace EdgeProvision.Engine.Descriptors;

/// <summary>What becomes of a stored descriptor when an object of it goes.</summary>
/// <param name="Text">The descriptor without the object; null where it stays as it is.</param>
/// <param name="Why">Why it stays; empty where it does not.</param>
/// <param name="ComesBack">True where it stays with the object in it: the next update makes that anew.</param>
internal sealed record DescriptorCut(string? Text, string Why, bool ComesBack);
