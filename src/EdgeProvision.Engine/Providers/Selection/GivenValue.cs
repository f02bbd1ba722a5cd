namespace EdgeProvision.Engine.Providers.Selection;

/// <summary>Tells values from masks: descriptors are published with asterisks, and oned shows what it hides as <c>canary</c>.</summary>
public static class GivenValue
{
    /// <summary>The value without blanks around it, or null when it counts as not given.</summary>
    public static string? Of(string? text)
    {
        var value = text?.Trim();
        return string.IsNullOrEmpty(value) || IsMask(value) ? null : value;
    }

    /// <summary>True for asterisks only and for <c>canary</c>.</summary>
    public static bool IsMask(string value) => value.Trim() is { Length: > 0 } text && (text.All(c => c == '*') || text == "canary");
}
