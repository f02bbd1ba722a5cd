using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>Which providers names mean. In a sandbox, whoever names a registered one hears why it is not there.</summary>
internal static class ProviderChoice
{
    private static readonly OfferFilter<EdgeProvider> s_names = new("ProviderNotFound", "provider") { NamesOf = p => [p.Name] };

    /// <summary>The providers of these names (wildcards), all when none is given; a name in full that means none is missing.</summary>
    public static (IReadOnlyList<EdgeProvider> Found, IReadOnlyList<EdgeException> Missing) Apply(OfferMemory offers, IReadOnlyList<string>? names)
    {
        var (found, missing) = s_names.Apply(offers.Providers(), names);
        if (missing.Count == 0)
            return (found, missing);
        var unused = offers.OutOfUse();
        return (found, [.. missing.Select(error => unused.FirstOrDefault(name => name.Equals(error.Target, StringComparison.OrdinalIgnoreCase)) is { } name ? NotHere(name) : error)]);
    }

    /// <summary>What to say of registered providers that are out of use.</summary>
    public static string Remark(IReadOnlyList<string> unused) =>
        $"Not in use while this session is connected to a sandbox: {string.Join(", ", unused)} (registered). Everything is rented at the sandbox's own providers.";

    /// <summary>What to say where there are none at all.</summary>
    public static EdgeException None() => new("ProviderNotFound", ErrorKind.NotFound, "There is no provider to ask: none is registered, the environment names none, and no sandbox is connected.")
    {
        RecommendedAction = "Register one with Register-EdgeProvider, or start a sandbox with Start-EdgeSandbox.",
    };

    private static EdgeException NotHere(string name) => new("ProviderNotFound", ErrorKind.NotFound, $"The provider '{name}' is registered, but this session is connected to a sandbox, where only the sandbox's own providers are in use.")
    {
        Target = name,
        RecommendedAction = "Disconnect-EdgeCloud, or connect to your own front-end, to use it.",
    };
}
