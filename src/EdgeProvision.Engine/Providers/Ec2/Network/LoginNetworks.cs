using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Engine.Providers.Origins;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>Who may come in to a network of a provision's own: what the descriptor says, else the front-end and this machine.</summary>
internal sealed class LoginNetworks(ProviderSettings settings, RestOptions options)
{
    /// <exception cref="EdgeException"><c>LoginOriginUnknown</c>.</exception>
    public async Task<NetworkWish> WishAsync(IReadOnlyDictionary<string, string> keys, CancellationToken cancellationToken)
    {
        var callers = keys.ContainsKey(AdmissionWish.SshFromKey) ? [] : Callers(await FindAsync(cancellationToken).ConfigureAwait(false));

        // What cannot be read is refused where it is ordered; before that it may not be known yet.
        return new NetworkWish(AdmissionWish.TryOf(keys) ?? new AdmissionWish([], []), callers);
    }

    /// <summary>Who they are that are let in: the front-end, and this machine where they differ.</summary>
    public static IReadOnlyList<Caller> Callers(SeenOrigins seen) => [.. seen.All.Select(network => new Caller(network, seen.FrontEnd.Contains(network, StringComparer.Ordinal) ? seen.FrontEndName : seen.Here))];

    /// <summary>Where the front-end and this machine come from.</summary>
    /// <exception cref="EdgeException"><c>LoginOriginUnknown</c>.</exception>
    public Task<SeenOrigins> FindAsync(CancellationToken cancellationToken) => options.Origins is { } origins
        ? origins.FindAsync(settings.Endpoint, Ec2Provider.AddressService(settings.Endpoint), cancellationToken)
        : throw new EdgeException("LoginOriginUnknown", ErrorKind.InvalidInput, "Nothing was ordered: who may log in to the machines is not known.")
        {
            Target = settings.Endpoint.Host,
            RecommendedAction = "Write ssh_from into the provision section: the networks that may log in, such as 198.51.100.0/24.",
        };

    /// <summary>Where this machine comes from; null where that is not known.</summary>
    public Task<string?> FindOwnAsync(CancellationToken cancellationToken) => options.Origins is { } origins
        ? origins.FindOwnAsync(settings.Endpoint, Ec2Provider.AddressService(settings.Endpoint), cancellationToken)
        : Task.FromResult<string?>(null);
}
