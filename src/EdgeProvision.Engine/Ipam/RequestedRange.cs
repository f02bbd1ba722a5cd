using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Selection;
using EdgeProvision.Engine.Records;

namespace EdgeProvision.Engine.Ipam;

/// <summary>An address range as oned has it: ours carries an EDGE_KEY, the original tool's carries its credentials.</summary>
/// <param name="Driver">The driver that rents its addresses.</param>
/// <param name="Attributes">All attributes, secrets in clear.</param>
internal sealed record RequestedRange(string Driver, AttributeTree Attributes)
{
    // What oned works out or counts itself.
    private static readonly string[] s_oned = ["AR_ID", "ALLOCATED", "USED_LEASES", "LEASES", "MAC_END", "IP_END", "IP6_END", "IP6_GLOBAL_END", "IP6_ULA_END", "IP6_GLOBAL", "IP6_ULA"];
    private static readonly string[] s_answered = ["TYPE", "IP", "SIZE", "IPAM_MAD", "DEPLOY_ID", EdgeAttribute.Key];

    /// <summary>The key it shares with its reservation, or null for a range of the original tool.</summary>
    public string? EdgeKey => Given(EdgeAttribute.Key);

    /// <summary>The provision that the key names, or null.</summary>
    public string? ProvisionId => EdgeKey?.Split('/')[0];

    /// <summary>The provider's id of its reservation, or null before there is one.</summary>
    public string? ReservationId => Given("DEPLOY_ID");

    /// <summary>The first address, or null.</summary>
    public string? Ip => Given("IP");

    /// <summary>How many addresses it has.</summary>
    public int Size => IpamRequest.Number("AR/SIZE", Attributes.Text("SIZE") ?? "");

    /// <summary>Whether its network is a reservation out of another one's range, where all of its addresses count as leased.</summary>
    public bool IsPartOfAnother => Given("PARENT_NETWORK_AR_ID") is not null;

    /// <summary>What it says, by descriptor key. Masks count as not given.</summary>
    public IReadOnlyDictionary<string, string> Keys =>
        Attributes.Where(a => a.Text is not null && GivenValue.Of(a.Text) is not null).DistinctBy(a => a.Name).ToDictionary(a => a.Name.ToLowerInvariant(), a => a.Text!, StringComparer.Ordinal);

    /// <summary>What of the request the answer repeats, since it replaces all: not what the answer says itself, what oned adds, and credentials.</summary>
    public IEnumerable<TemplateAttribute> Kept =>
        Attributes.Where(a => GivenValue.Of(a.Text) is not null && !s_oned.Contains(a.Name) && !s_answered.Contains(a.Name) && !IsSecret(a.Name));

    /// <summary>Its credentials, as far as they can be read.</summary>
    public IEnumerable<TemplateAttribute> Secrets => Attributes.Where(a => GivenValue.Of(a.Text) is not null && ProviderDrivers.SecretAttributes.Contains(a.Name));

    /// <exception cref="EdgeProvision.Model.EdgeException"><c>IpamDriverUnknown</c>.</exception>
    public static RequestedRange Of(AttributeTree attributes)
    {
        var driver = attributes.Text("IPAM_MAD") ?? "";
        return ProviderDrivers.ServiceNames.Contains(driver) ? new RequestedRange(driver, attributes) : throw IpamErrors.UnknownDriver(driver);
    }

    /// <summary>Without the attributes, which may be secrets.</summary>
    public override string ToString() => EdgeKey ?? ReservationId ?? $"a new range of {Driver}";

    private static bool IsSecret(string name) =>
        ProviderDrivers.SecretAttributes.Contains(name) || name.Contains("TOKEN", StringComparison.Ordinal) || name.Contains("SECRET", StringComparison.Ordinal) || name.Contains("PASSW", StringComparison.Ordinal);

    private string? Given(string name) => Attributes.Text(name) is { Length: > 0 } text ? text : null;
}
