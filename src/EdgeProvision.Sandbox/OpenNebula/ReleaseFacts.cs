namespace EdgeProvision.Sandbox.OpenNebula;

/// <summary>What differs between the releases, in one place; the calls ask here and nowhere else.</summary>
internal sealed class ReleaseFacts(FrontEndRelease release)
{
    internal FrontEndRelease Release { get; } = release;

    internal string Version => Release switch
    {
        FrontEndRelease.V5_10 => "5.10.5",
        FrontEndRelease.V6_10 => "6.10.5",
        _ => "7.4.0",
    };

    internal bool IsOld => Release == FrontEndRelease.V5_10;

    internal bool IsNew => Release == FrontEndRelease.V7_4;

    /// <summary>Networks have a STATE and are created and deleted in the background.</summary>
    internal bool AsynchronousNetworks => !IsOld;

    /// <summary>Documents can be locked, and locks also stop administrators.</summary>
    internal bool Locks => !IsOld;

    internal string ConfigRoot => IsOld ? "TEMPLATE" : "OPENNEBULA_CONFIGURATION";

    /// <summary>The code with which allocating a cluster or a host is refused.</summary>
    internal int AllocateCode => IsNew ? Calls.Refusal.Allocate : Calls.Refusal.Internal;

    internal string AllocatePrefix(string what) => IsNew ? $"Error allocating a new {what}. " : "";

    /// <summary>The lists <c>X_ENCRYPTED_ATTR</c> of the stock oned.conf, by object kind as it is written there.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> EncryptedAttributes => IsOld ? Old : Recent;

    private static readonly Dictionary<string, IReadOnlyList<string>> Old = new()
    {
        ["CLUSTER"] = ["PROVISION/PACKET_TOKEN"],
        ["DATASTORE"] = ["PROVISION/PACKET_TOKEN"],
        ["HOST"] =
        [
            "EC2_ACCESS", "EC2_SECRET", "AZ_ID", "AZ_CERT", "VCENTER_PASSWORD", "NSX_PASSWORD", "ONE_PASSWORD",
            "PROVISION/PACKET_TOKEN", "PROVISION/EC2_ACCESS", "PROVISION/EC2_SECRET",
        ],
        ["VM"] = ["CONTEXT/PASSWORD"],
        ["VNET"] = ["AR/PACKET_TOKEN"],
    };

    private static readonly Dictionary<string, IReadOnlyList<string>> Recent = new()
    {
        ["DATASTORE"] = ["RESTIC_PASSWORD"],
        ["DOCUMENT"] = ["PROVISION_BODY"],
        ["HOST"] =
        [
            "EC2_ACCESS", "EC2_SECRET", "AZ_SUB", "AZ_CLIENT", "AZ_SECRET", "AZ_TENANT", "VCENTER_PASSWORD", "NSX_PASSWORD",
            "ONE_PASSWORD",
        ],
        ["USER"] = ["SSH_PRIVATE_KEY", "SSH_PASSPHRASE"],
        ["VM"] = ["CONTEXT/PASSWORD"],
    };
}
