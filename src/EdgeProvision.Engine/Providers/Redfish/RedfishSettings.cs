using EdgeProvision.Engine.Providers.Standing;

namespace EdgeProvision.Engine.Providers.Redfish;

/// <summary>Where a machine's Redfish service is, and what it is spoken to with.</summary>
/// <param name="Url">Its address, without <c>/redfish/v1</c>.</param>
/// <param name="User">User there.</param>
/// <param name="Password">Password there.</param>
/// <param name="System">The machine's id there; null where there is one machine only.</param>
/// <param name="Certificate">SHA-256 of the only certificate that is accepted, in hex; null for those that this machine trusts.</param>
/// <param name="Hostname">The host, for errors.</param>
internal sealed record RedfishSettings(Uri Url, string User, string Password, string? System, string? Certificate, string Hostname)
{
    private const string UrlKey = "redfish_url";
    private const string CertificateKey = "redfish_certificate";

    /// <summary>True when a host says where its service is.</summary>
    public static bool IsGiven(StandingMachine machine) => machine.Keys.ContainsKey(UrlKey);

    /// <summary>What a host says of its service, or null when it has none.</summary>
    /// <exception cref="StandingException">What it says is incomplete or wrong.</exception>
    public static RedfishSettings? Read(StandingMachine machine)
    {
        if (!machine.Keys.TryGetValue(UrlKey, out var text))
            return null;

        if (RedfishUrl.Mistake(text) is { } mistake)
            throw StandingErrors.SettingWrong(machine, UrlKey, mistake);
        var user = machine.Keys.GetValueOrDefault("redfish_user") ?? throw StandingErrors.SettingWrong(machine, "redfish_user", "is missing");
        var password = machine.Secrets.GetValueOrDefault("redfish_password") ?? throw StandingErrors.NoPassword(machine);
        return new RedfishSettings(Base(new Uri(text.Trim())), user, password, machine.Keys.GetValueOrDefault("redfish_system"), CertificateOf(machine), machine.Hostname);
    }

    /// <summary>Hides the password.</summary>
    public override string ToString() => $"Redfish at {Url}";

    private static Uri Base(Uri url)
    {
        var path = url.AbsolutePath.TrimEnd('/');
        var root = path.IndexOf("/redfish", StringComparison.OrdinalIgnoreCase);
        return new UriBuilder(url) { Path = root < 0 ? path : path[..root] }.Uri;
    }

    private static string? CertificateOf(StandingMachine machine)
    {
        if (machine.Keys.GetValueOrDefault(CertificateKey) is not { } text || text == "trusted")
            return null;
        var hex = (text.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase) ? text["sha256:".Length..] : text).Replace(":", "", StringComparison.Ordinal);
        return hex.Length == 64 && hex.All(char.IsAsciiHexDigit)
            ? hex.ToUpperInvariant()
            : throw StandingErrors.SettingWrong(machine, CertificateKey, "is neither 'trusted' nor 'sha256:' and the 64 hex digits of a certificate's fingerprint");
    }
}
