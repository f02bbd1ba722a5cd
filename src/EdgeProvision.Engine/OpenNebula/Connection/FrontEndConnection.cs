namespace EdgeProvision.Engine.OpenNebula;

/// <summary>A front-end and the credentials for it, and where both come from. Not a record: it holds a password.</summary>
public sealed class FrontEndConnection
{
    /// <summary>The endpoint.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Where the endpoint was found, for messages.</summary>
    public required string EndpointSource { get; init; }

    /// <summary><c>user:password</c>.</summary>
    public required string Session { get; init; }

    /// <summary>Where the credentials were found, for messages.</summary>
    public required string CredentialsSource { get; init; }

    /// <summary>How long to wait for an answer (<c>ONE_XMLRPC_TIMEOUT</c>), or null for the client's own limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What the user should know about this connection, or null.</summary>
    public string? Warning { get; init; }

    /// <summary>The user's name.</summary>
    public string User => Session[..Session.IndexOf(':')];

    /// <summary>The endpoint and the user.</summary>
    public override string ToString() => $"{Endpoint} as {User}";
}
