namespace EdgeProvision.HelpBuilder;

/// <summary>A page is not written as it has to be.</summary>
internal sealed class HelpFormatException(string file, string what) : Exception($"{file}: error: {what}");
