namespace EdgeProvision.HelpBuilder;

/// <summary>A parameter: its text, and what the table below it says.</summary>
internal sealed record HelpParameter(string Name, IReadOnlyList<string> Text, IReadOnlyDictionary<string, string> Facts)
{
    public string Type => Facts.GetValueOrDefault("Type", "Object");

    public bool IsSwitch => Type == "SwitchParameter";

    public bool IsRequired => Facts.GetValueOrDefault("Required") == "True";

    public string Position => Facts.GetValueOrDefault("Position", "Named").ToLowerInvariant();

    public string Default => Facts.GetValueOrDefault("Default value", "None");

    public string Pipeline => Facts.GetValueOrDefault("Accept pipeline input", "False").Replace("True", "true").Replace("False", "false");

    public bool TakesWildcards => Facts.GetValueOrDefault("Accept wildcard characters") == "True";

    public string Aliases => Facts.GetValueOrDefault("Aliases", "") is { Length: > 0 } aliases ? aliases : "none";

    /// <summary>The same where it may be left out, and goes by its name.</summary>
    public HelpParameter Optional() => this with { Facts = new Dictionary<string, string>(Facts, StringComparer.Ordinal) { ["Required"] = "False", ["Position"] = "Named" } };

    /// <summary>The sets that it is in; none means all.</summary>
    public IReadOnlyList<string> Sets => Facts.GetValueOrDefault("Parameter Sets", "(All)") is var sets && sets == "(All)"
        ? []
        : sets.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The values that it takes, where they are known.</summary>
    public IReadOnlyList<string> Values => Facts.GetValueOrDefault("Accepted values", "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
