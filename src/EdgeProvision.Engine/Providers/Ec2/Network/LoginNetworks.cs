using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>Who may come in to a network of a provision's own: what the descriptor says, else the front-end and this machine.</summary>
internal sealed class LoginNetworks(ProviderSettings settings, RestOptions options)
{
    /// <exception cref="EdgeException"><c>LoginOriginUnknown</c>.</exception>
    public async Task<NetworkWish> WishAsync(IReadOnlyDictionary<string, string> keys, CancellationToken cancellationToken)
    {
        var open = keys.GetValueOrDefault("open") is { } text ? OpenPorts.ParseAll(text, out _) ?? [] : [];
        return keys.GetValueOrDefault("ssh_from") is { } from
            ? new NetworkWish(AdmittedNetworks.Parse(from, out _) ?? [], open)
            : new NetworkWish(await DefaultAsync(cancellationToken).ConfigureAwait(false), open) { IsByDefault = true };
    }

    /// <summary>The front-end's address, and this machine's where they differ.</summary>
    /// <exception cref="EdgeException"><c>LoginOriginUnknown</c>.</exception>
    public Task<IReadOnlyList<string>> DefaultAsync(CancellationToken cancellationToken) => options.Origins is { } origins
        ? origins.FindAsync(settings.Endpoint, Ec2Provider.AddressService(settings.Endpoint), cancellationToken)
        : throw new EdgeException("LoginOriginUnknown", ErrorKind.InvalidInput, "Nothing was ordered: who may log in to the machines is not known.")
        {
            Target = settings.Endpoint.Host,
            RecommendedAction = "Write ssh_from into the provision section: the networks that may log in, such as 198.51.100.0/24.",
        };
}
