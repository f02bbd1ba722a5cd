namespace EdgeProvision.Engine.OpenNebula;

/// <summary>What the caller says of the front-end itself; whatever is null is looked for. Not a record: it holds a password.</summary>
public sealed class FrontEndChoice
{
    /// <summary>The endpoint, for example <c>http://one.example.org:2633/RPC2</c>.</summary>
    public string? Endpoint { get; init; }

    /// <summary><c>user:password</c>.</summary>
    public string? Session { get; init; }
}
