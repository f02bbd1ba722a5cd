namespace EdgeProvision.HelpBuilder;

/// <summary>A page of help on one cmdlet.</summary>
internal sealed record HelpPage(
    string Name,
    IReadOnlyList<string> Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<HelpExample> Examples,
    IReadOnlyList<HelpParameter> Parameters,
    IReadOnlyList<HelpType> Inputs,
    IReadOnlyList<HelpType> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Links,
    IReadOnlyDictionary<string, string> Syntax,
    string? DefaultParameterSet)
{
    /// <summary>Whether a call by that set goes without the parameter: its facts are of all sets together, and its syntax is of one.</summary>
    public bool IsOptional(string? set, HelpParameter parameter) =>
        set is not null && Syntax.TryGetValue(set, out var text) && text.Contains($"[-{parameter.Name} <", StringComparison.Ordinal);
}
