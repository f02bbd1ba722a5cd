using System.Text.Json.Serialization;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>What one needs to know to use a running sandbox: the content of its session file. It holds secrets; the file has mode 600.</summary>
public sealed record SandboxSession
{
    /// <summary>The session's id.</summary>
    public required string Id { get; init; }

    /// <summary>The process that plays it.</summary>
    public required int Pid { get; init; }

    /// <summary>The release that the front-end plays: <c>6.10</c>.</summary>
    public required string Release { get; init; }

    /// <summary>When it was ready.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The front-end's XML-RPC endpoint.</summary>
    public required string FrontEndEndpoint { get; init; }

    /// <summary><c>oneadmin:password</c>.</summary>
    public required string FrontEndCredentials { get; init; }

    /// <summary>A file with the same, for <c>ONE_AUTH</c>.</summary>
    public required string FrontEndAuthFile { get; init; }

    /// <summary>Base address of the Packet API.</summary>
    public required string PacketEndpoint { get; init; }

    /// <summary>The token for <c>X-Auth-Token</c>.</summary>
    public required string PacketToken { get; init; }

    /// <summary>The project that the token opens.</summary>
    public required string PacketProject { get; init; }

    /// <summary>Base address of the EC2 API; it serves all regions. Empty where an earlier version plays the session, which has none.</summary>
    public string Ec2Endpoint { get; init; } = "";

    /// <summary>The access key id that its calls are signed for.</summary>
    public string Ec2AccessKey { get; init; } = "";

    /// <summary>The secret key that they are signed with.</summary>
    public string Ec2SecretKey { get; init; } = "";

    /// <summary>Base address of the Redfish service that machines which stand are behind. Empty where an earlier version plays the session.</summary>
    public string RedfishEndpoint { get; init; } = "";

    /// <summary>The password of its user <c>sandbox</c>.</summary>
    public string RedfishPassword { get; init; } = "";

    /// <summary>A key that this session's machines are reached with.</summary>
    public required string SshPrivateKey { get; init; }

    /// <summary>Its public half.</summary>
    public required string SshPublicKey { get; init; }

    /// <summary>Base address of the control API.</summary>
    public required string ControlEndpoint { get; init; }

    /// <summary>The token for <c>Authorization: Bearer</c>.</summary>
    public required string ControlToken { get; init; }

    /// <summary>Where machines find OpenNebula's packages.</summary>
    public required string RepositoryBase { get; init; }

    /// <summary>Hides the secrets.</summary>
    public override string ToString() => $"sandbox {Id} (process {Pid})";

    /// <summary>What another process needs in its environment to use it.</summary>
    [JsonIgnore]
    public IReadOnlyList<KeyValuePair<string, string>> Environment =>
    [
        new("ONE_XMLRPC", FrontEndEndpoint),
        new("ONE_AUTH", FrontEndAuthFile),
        new("EDGEPROVISION_SANDBOX_SESSION", Id),
    ];

    /// <summary>The same as lines that a shell evaluates: <c>export NAME='value'</c>.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Exports => [.. Environment.Select(pair => $"export {pair.Key}='{pair.Value.Replace("'", "'\\''", StringComparison.Ordinal)}'")];
}
