namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>Which names the daemon takes.</summary>
internal static class NameRules
{
    private const string Refused = "&:/\"'<;$";

    /// <summary>What is wrong with the name, or null.</summary>
    internal static string? Check(string name)
    {
        if (name.Length == 0) return "Invalid NAME, it cannot be empty";
        if (name.Length > 128) return "Invalid NAME, max length is 128 chars";
        var bad = name.AsSpan().IndexOfAny(Refused);
        return bad < 0 ? null : $"Invalid NAME, char '{name[bad]}' is not allowed";
    }

    /// <summary>New hosts have narrower rules, since 6.x; renaming them does not.</summary>
    internal static string? CheckNewHost(string name, ReleaseFacts facts)
    {
        if (facts.IsOld) return Check(name);
        if (name.Length is < 1 or >= 64)
            return "Invalid HOSTNAME, HOSTNAME length should be greater than 1, but smaller than 64 characters";
        var bad = name.AsSpan().IndexOfAny(Refused + " \t");
        return bad < 0 ? null : $"Invalid HOSTNAME, '{name[bad]}' is invalid character for a HOSTNAME";
    }
}
