namespace EdgeProvision.PowerShell.Tests.Examples;

/// <summary>The documented scripts that need something of their own, by document and title.</summary>
internal static class ExampleTable
{
    public static IReadOnlyDictionary<string, Circumstances> Entries { get; } = new Dictionary<string, Circumstances>(StringComparer.Ordinal)
    {
        ["README: A first session"] = new() { RunBy = nameof(ReadmeSessionTests) },
        ["first-session: the script"] = new() { RunBy = nameof(FirstSessionTests) },
    };

    public static Circumstances For(DocumentedScript script) => Entries.GetValueOrDefault(script.Key) ?? new Circumstances();
}
