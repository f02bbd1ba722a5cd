using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.OpenNebula.Calls;
using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Records;
using EdgeProvision.Sandbox.OpenNebula.Wire;

namespace EdgeProvision.Sandbox.OpenNebula;

/// <summary>
/// An OpenNebula front-end as its clients see it: the daemon's XML-RPC over a state in memory. What a call started goes on when its
/// caller has gone, as in the daemon.
/// </summary>
public sealed class FrontEndEmulator : IHttpApp
{
    /// <summary>How many connections the daemon serves at once; further ones wait in the backlog. For whoever serves it over TCP.</summary>
    public const int MaximumConnections = 15;

    /// <summary>An idle connection is dropped after this time. For whoever serves it over TCP.</summary>
    public static readonly TimeSpan ConnectionTimeout = TimeSpan.FromSeconds(15);

    private static readonly Dictionary<string, string> Headers = new() { ["Server"] = "Xmlrpc-c_Abyss/1.33.14", ["Connection"] = "close" };

    private readonly Zone zone;
    private readonly CallDispatcher dispatcher;

    /// <summary>A zone with nothing but what an installation makes.</summary>
    public FrontEndEmulator(FrontEndOptions options)
    {
        zone = new Zone(options);
        dispatcher = new CallDispatcher(zone);
    }

    /// <summary>Every object as it is now.</summary>
    public ZoneDump Dump() => ZoneDumper.Dump(zone);

    /// <summary>What a restart with another key file does: secrets written before cannot be read any more.</summary>
    public void ChangeKey(string oneKey) => zone.Run(() => zone.ChangeKey(oneKey));

    /// <inheritdoc/>
    public async Task<HttpReply> AnswerAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var reply = Refuse(call)
            ?? new HttpReply(200, "text/xml; charset=utf-8", await dispatcher.AnswerAsync(call.Body).WaitAsync(cancellationToken).ConfigureAwait(false));
        return reply with { Headers = Headers };
    }

    private static HttpReply? Refuse(HttpCall call)
    {
        if (call.Path != "/RPC2") return call.Method == "GET" ? AbyssPage.NotPost() : AbyssPage.OtherPath(call.Path);
        if (call.Method != "POST") return AbyssPage.NotPost();
        if (!call.Headers.Keys.Contains("Content-Length", StringComparer.OrdinalIgnoreCase)) return AbyssPage.LengthRequired();
        return call.Body.Length == 0 ? AbyssPage.EmptyBody() : null;
    }
}
