using System.Collections.Immutable;
using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>
/// What this engine needs of <c>one.system.config</c>. That answer holds the encryption key in clear: nothing else of it is kept.
/// </summary>
/// <param name="Release">The front-end's release.</param>
/// <param name="HasEncryptionKey">Whether there is a key; without one nothing is encrypted, whatever the lists say.</param>
/// <param name="EncryptedAttributes">Which attributes of which kind are encrypted, as <c>NAME</c> or <c>SECTION/NAME</c>.</param>
/// <param name="Drivers">The drivers that are configured.</param>
/// <param name="Sandbox">What a sandbox says of itself; null on a real front-end.</param>
public sealed record FrontEndConfiguration(
    FrontEndRelease Release,
    bool HasEncryptionKey,
    ImmutableDictionary<FrontEndObjectKind, ImmutableArray<string>> EncryptedAttributes,
    FrontEndDrivers Drivers,
    AttributeTree? Sandbox)
{
    private static readonly ImmutableArray<(FrontEndObjectKind Kind, string Element)> Lists =
    [
        (FrontEndObjectKind.Cluster, "CLUSTER_ENCRYPTED_ATTR"),
        (FrontEndObjectKind.Host, "HOST_ENCRYPTED_ATTR"),
        (FrontEndObjectKind.Datastore, "DATASTORE_ENCRYPTED_ATTR"),
        (FrontEndObjectKind.Network, "VNET_ENCRYPTED_ATTR"),
        (FrontEndObjectKind.Image, "IMAGE_ENCRYPTED_ATTR"),
        (FrontEndObjectKind.Document, "DOCUMENT_ENCRYPTED_ATTR"),
        (FrontEndObjectKind.VirtualMachine, "VM_ENCRYPTED_ATTR"),
        (FrontEndObjectKind.User, "USER_ENCRYPTED_ATTR"),
    ];

    /// <summary>What cards of virtual machines have from their network (<c>INHERIT_VNET_ATTR</c>).</summary>
    public ImmutableArray<string> InheritedByCards { get; init; } = [];

    /// <summary>Whether it is a sandbox: then all endpoints and credentials come from it alone.</summary>
    public bool IsSandbox => Sandbox is not null;

    /// <summary>What a sandbox says of itself, by name whatever the case; null on a real front-end.</summary>
    public IReadOnlyDictionary<string, string>? SandboxAttributes =>
        Sandbox?.Where(a => a.Text is not null).DistinctBy(a => a.Name).ToDictionary(a => a.Name, a => a.Text!, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether this front-end encrypts an attribute (<c>PROVISION_BODY</c>, <c>PROVISION/PACKET_TOKEN</c>) of that kind.</summary>
    public bool Encrypts(FrontEndObjectKind kind, string path) =>
        HasEncryptionKey
        && EncryptedAttributes.TryGetValue(kind, out var list)
        && list.Contains(path, StringComparer.OrdinalIgnoreCase);

    internal static FrontEndConfiguration Read(FrontEndRelease release, XElement xml)
    {
        // 5.10 calls the root TEMPLATE, later releases OPENNEBULA_CONFIGURATION.
        if (xml.Name.LocalName is not ("OPENNEBULA_CONFIGURATION" or "TEMPLATE"))
            throw new AnswerFormatException($"it describes a {xml.Name.LocalName}, not a configuration");

        return new FrontEndConfiguration(
            release,
            xml.Elements("ONE_KEY").Any(key => key.Value.Length > 0),
            Lists.ToImmutableDictionary(list => list.Kind, list => xml.Elements(list.Element).Select(item => item.Value.Trim()).ToImmutableArray()),
            FrontEndDrivers.Read(xml),
            xml.Element("EDGEPROVISION_SANDBOX") is { } sandbox ? TemplateReader.Read(sandbox) : null)
        {
            InheritedByCards = [.. xml.Elements("INHERIT_VNET_ATTR").Select(item => item.Value.Trim())],
        };
    }
}
