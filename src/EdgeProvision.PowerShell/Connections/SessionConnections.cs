using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Connections;

/// <summary>
/// The connections of one PowerShell session (runspace): which it has opened, and which of them is meant when none is named.
/// A cloud object from another session of the process (<c>ForEach-Object -Parallel</c>) leads to its connection all the same.
/// </summary>
internal sealed class SessionConnections
{
    private static readonly ConditionalWeakTable<Runspace, SessionConnections> s_sessions = [];
    private static readonly ConcurrentDictionary<EdgeCloud, EdgeConnection> s_all = new();
    private readonly Lock _gate = new();
    private readonly List<EdgeConnection> _opened = [];
    private OfferMemory? _offers;

    /// <summary>What providers offer a session that has no front-end; null while nobody has looked.</summary>
    public OfferMemory? OffersWithoutFrontEnd => Volatile.Read(ref _offers);

    /// <summary>What commands use that name no cloud.</summary>
    public EdgeConnection? Current
    {
        get
        {
            lock (_gate)
                return _opened.Count > 0 ? _opened[^1] : null;
        }
    }

    /// <summary>All of this session, the current one first.</summary>
    public IReadOnlyList<EdgeConnection> Opened
    {
        get
        {
            lock (_gate)
                return [.. _opened.AsEnumerable().Reverse()];
        }
    }

    /// <summary>Those of the session that runs on this thread.</summary>
    public static SessionConnections OfThisRunspace() => s_sessions.GetOrCreateValue(
        Runspace.DefaultRunspace ?? throw new InvalidOperationException("This thread runs no PowerShell session."));

    /// <summary>The connection of a cloud object.</summary>
    /// <exception cref="EdgeException"><c>CloudNotConnected</c>.</exception>
    public static EdgeConnection Find(EdgeCloud cloud) => s_all.TryGetValue(cloud, out var found)
        ? found
        : throw new EdgeException("CloudNotConnected", ErrorKind.NotFound, $"There is no open connection to {cloud.Endpoint} as {cloud.User}.")
        {
            Target = cloud.Endpoint.ToString(),
            RecommendedAction = "Connect with Connect-EdgeCloud or Start-EdgeSandbox, and pass the object that it writes.",
        };

    /// <summary>They, made when first looked at.</summary>
    public OfferMemory RequireOffers(Func<OfferMemory> make)
    {
        if (OffersWithoutFrontEnd is null)
            Interlocked.CompareExchange(ref _offers, make(), null);
        return _offers!;
    }

    /// <summary>Adds a connection and makes it the current one. An older one to the same cloud is replaced.</summary>
    public void Add(EdgeConnection connection)
    {
        lock (_gate)
        {
            _opened.RemoveAll(c => c.Cloud == connection.Cloud);
            _opened.Add(connection);
        }

        s_all[connection.Cloud] = connection;
    }

    /// <summary>Takes a connection out; the one opened before it is the current one again.</summary>
    public void Remove(EdgeConnection connection)
    {
        lock (_gate)
            _opened.Remove(connection);
        s_all.TryRemove(new KeyValuePair<EdgeCloud, EdgeConnection>(connection.Cloud, connection));
    }
}
