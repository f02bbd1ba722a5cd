namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Calls on users.</summary>
public sealed class UserCalls
{
    private const int Caller = -1;

    private readonly FrontEndClient _client;

    internal UserCalls(FrontEndClient client) => _client = client;

    /// <summary>One user.</summary>
    public Task<UserObject> InfoAsync(int id, CancellationToken token) =>
        _client.RunForXmlAsync(FrontEndCall.Read("one.user.info", $"user {id}", id, false), UserObject.Read, token);

    /// <summary>The user of this client.</summary>
    public Task<UserObject> WhoAmIAsync(CancellationToken token) =>
        _client.RunForXmlAsync(FrontEndCall.Read("one.user.info", "the caller", Caller, false), UserObject.Read, token);
}
