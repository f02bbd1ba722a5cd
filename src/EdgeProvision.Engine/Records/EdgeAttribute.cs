namespace EdgeProvision.Engine.Records;

/// <summary>Names of the attributes that this engine writes into OpenNebula's objects, beside the original tool's.</summary>
public static class EdgeAttribute
{
    /// <summary>The key that host, device, address range and reservation share.</summary>
    public const string Key = "EDGE_KEY";

    /// <summary><c>&lt;attempt&gt; open|closed</c>: whether a purchase may be under way.</summary>
    public const string Request = "EDGE_REQUEST";

    /// <summary>The moment before the key's first order, by the provider's clock, in seconds since 1970: no machine of the key is older.</summary>
    public const string Since = "EDGE_SINCE";

    /// <summary>Hash of the configuration that the host was last configured to.</summary>
    public const string Fingerprint = "EDGE_FINGERPRINT";

    /// <summary>The pinned SSH host key.</summary>
    public const string SshHostKey = "EDGE_SSH_HOSTKEY";

    /// <summary><c>on</c>, <c>off</c>, <c>restarting &lt;boot id|unknown&gt;</c>.</summary>
    public const string Power = "EDGE_POWER";

    /// <summary>The host's address where OpenNebula does not take it as a name: names with a colon are refused.</summary>
    public const string Address = "EDGE_ADDRESS";

    /// <summary>The key of a host.</summary>
    public static string HostKey(string provisionId, string memberKey) => $"{provisionId}/host/{memberKey}";

    /// <summary>The key of an address range: the n-th of the network, from 0.</summary>
    public static string RangeKey(string provisionId, string network, int index) => $"{provisionId}/net/{network}/{index}";

    /// <summary>What the keys of addresses begin with that are rented for a host's place: a number follows, from 0.</summary>
    public static string AddressKeys(string provisionId, string memberKey) => $"{provisionId}/ip/{memberKey}/";

    /// <summary>The member key in a host's key, or null when it is not a host's key of that provision.</summary>
    public static string? MemberKey(string? edgeKey, string provisionId)
    {
        var prefix = provisionId + "/host/";
        return edgeKey is not null && edgeKey.StartsWith(prefix, StringComparison.Ordinal) ? edgeKey[prefix.Length..] : null;
    }
}
