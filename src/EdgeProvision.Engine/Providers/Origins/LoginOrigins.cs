using System.Net;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Origins;

/// <summary>
/// Finds out under which addresses a provider sees the front-end and this machine.
/// <code>
///   this machine    the address that it sends from towards the provider, if that is one of the Internet, or the provider is on a network of its own (loopback, a private cloud)
///                   else, behind a translation: what the service says that tells callers their address
///   the front-end   what its name leads to, by the same rule; one on this machine is this machine. A name that leads back to a machine without OpenNebula is the end of a tunnel
/// </code>
/// </summary>
internal sealed class LoginOrigins : ILoginOrigins
{
    /// <summary>The user's own service that tells callers their address, or "none".</summary>
    public const string ServiceVariable = "EDGEPROVISION_ADDRESS_SERVICE";

    /// <summary>Files that stand where OpenNebula's packages are installed; the first is readable for administrators only.</summary>
    public static IReadOnlyList<string> SignsOfFrontEnd { get; } = ["/etc/one/oned.conf", "/usr/lib/systemd/system/opennebula.service"];

    // A name that leads to more is no single front-end's, but of something before it or before many others.
    private const int MostAddresses = 4;

    private readonly Uri _frontEnd;
    private readonly string? _here;
    private readonly INetworkView _network;
    private readonly string? _setting;
    private readonly AddressService _services;
    private readonly Action<bool, string> _say;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<Uri, SeenOrigins> _known = [];
    private readonly Dictionary<Uri, (IPAddress? Address, string Why, bool IsNear)> _own = [];

    /// <param name="frontEnd">Where the front-end is.</param>
    /// <param name="here">This machine's name, where OpenNebula is on it; else null.</param>
    /// <param name="network">Names and routes.</param>
    /// <param name="setting">What <see cref="ServiceVariable"/> says.</param>
    /// <param name="options">Clock and limits of the question to a service.</param>
    /// <param name="say">Told what was found, and, with true, what could not be.</param>
    public LoginOrigins(Uri frontEnd, string? here, INetworkView network, string? setting, RestOptions options, Action<bool, string> say)
    {
        (_frontEnd, _here, _network, _setting, _say) = (frontEnd, here, network, setting?.Trim() is { Length: > 0 } given ? given : null, say);
        _services = new AddressService(options);
    }

    /// <inheritdoc/>
    public async Task<SeenOrigins> FindAsync(Uri endpoint, Uri? service, CancellationToken cancellationToken)
    {
        // All hosts of an operation ask at once, and for all the answer is the same.
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_known.TryGetValue(endpoint, out var seen))
                _known[endpoint] = seen = await LookAsync(endpoint, service, cancellationToken).ConfigureAwait(false);
            return seen;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<string?> FindOwnAsync(Uri endpoint, Uri? service, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return (await OwnAsync(endpoint, service, cancellationToken).ConfigureAwait(false)).Address is { } own ? Network(own) : null;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<SeenOrigins> LookAsync(Uri endpoint, Uri? service, CancellationToken cancellationToken)
    {
        var (own, why, isNear) = await OwnAsync(endpoint, service, cancellationToken).ConfigureAwait(false);
        var (name, frontEnd, doubt) = await FrontEndAsync(own, isNear, cancellationToken).ConfigureAwait(false);
        var seen = new SeenOrigins(name, [.. frontEnd.Select(Network)], own is null ? null : Network(own)) { Here = _here };
        if (seen.All.Count == 0)
            throw new EdgeException(
                "LoginOriginUnknown", ErrorKind.InvalidInput,
                $"Nothing was ordered: the machines at {endpoint.Host} are to let in SSH from the front-end and from this machine, and under which addresses these come is not known: {why}; {doubt ?? "the front-end is this machine"}.")
            {
                Target = endpoint.Host,
                RecommendedAction = $"Write ssh_from into the provision section: the networks that may log in, such as 198.51.100.0/24. Or set {ServiceVariable} to a service that answers with the caller's address.",
            };
        if (doubt is not null)
            _say(true, $"{Capital(doubt)}: it may not be able to log in to the hosts. Write its public address, and yours, into ssh_from.");
        if (own is null)
            _say(true, $"This machine's own address is not known ({why}): if it is not the front-end's, SSH from here is not let in. Write it, and the front-end's, into ssh_from.");
        _say(false, $"SSH is let in from {string.Join(", ", seen.All)}, since ssh_from is not given.");
        return seen;
    }

    private async Task<(IPAddress? Address, string Why, bool IsNear)> OwnAsync(Uri endpoint, Uri? service, CancellationToken cancellationToken)
    {
        if (_own.TryGetValue(endpoint, out var known))
            return known;
        var target = (await _network.ResolveAsync(endpoint.Host, cancellationToken).ConfigureAwait(false)).FirstOrDefault();

        // A service on the Internet may have a private address, too, by an endpoint in somebody's own network (PrivateLink): its machines are reached by the Internet all the same.
        var isNear = service is null && target is not null && !AddressKinds.IsPublic(target);
        var (own, why) = await OwnAsync(target, isNear, service, cancellationToken).ConfigureAwait(false);
        return _own[endpoint] = (own, why, isNear);
    }

    private async Task<(IPAddress? Address, string Why)> OwnAsync(IPAddress? target, bool isNear, Uri? service, CancellationToken cancellationToken)
    {
        var source = target is null ? null : _network.SourceTowards(target);
        if (source is not null && (isNear || AddressKinds.IsPublic(source)))
            return (source, "");
        var here = source is null ? "this machine has no IPv4 way there" : $"this machine has only {source}, which is translated on the way";
        if (string.Equals(_setting, "none", StringComparison.OrdinalIgnoreCase))
            return (null, $"{here}, and {ServiceVariable} is none");
        if (_setting is not null)
            service = Uri.TryCreate(_setting, UriKind.Absolute, out var own) && own.Scheme is "http" or "https" ? own : null;
        if (service is null)
            return (null, _setting is null ? $"{here}, and this provider has no service that tells callers their address" : $"{here}, and {ServiceVariable} is no address of a service");
        if (isNear)
            return (null, here);
        var (address, why) = await _services.AskAsync(service, cancellationToken).ConfigureAwait(false);
        return (address, $"{here}, and {why}");
    }

    private async Task<(string Name, IReadOnlyList<IPAddress> Addresses, string? Doubt)> FrontEndAsync(IPAddress? own, bool isNear, CancellationToken cancellationToken)
    {
        var addresses = await _network.ResolveAsync(_frontEnd.Host, cancellationToken).ConfigureAwait(false);
        var name = ErrorText.Clean(_frontEnd.Host);
        if (addresses.Any(IPAddress.IsLoopback))
        {
            return _here is not null ? (_here, own is null ? [] : [own], null)
                : (name, [], $"the front-end is spoken to at {name}, but OpenNebula is not installed on this machine, so that it seems to be behind a tunnel, at an address that is not known");
        }

        if (addresses.Count == 0)
            return (name, [], $"the front-end's name {name} leads to no IPv4 address");
        var usable = addresses.Where(a => isNear || AddressKinds.IsPublic(a)).ToList();
        return usable.Count switch
        {
            0 => (name, [], $"the front-end {name} has the private address {addresses[0]}"),
            > MostAddresses => (name, [], FormattableString.Invariant($"the front-end's name {name} leads to {usable.Count} addresses, more than one front-end has, so that none of them is let in")),
            _ => (name, usable, null),
        };
    }

    private static string Network(IPAddress address) => $"{address}/32";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
