namespace EdgeProvision.Engine.Observation;

/// <summary>The names that hosts have in OpenNebula before their addresses are known.</summary>
public static class GeneratedNames
{
    /// <summary><c>provision-</c> and 48 hex digits: nobody's name by chance.</summary>
    public static bool IsOne(string name) =>
        name.Length == 58 && name.StartsWith("provision-", StringComparison.Ordinal) && name.AsSpan(10).IndexOfAnyExcept("0123456789abcdef") < 0;
}
