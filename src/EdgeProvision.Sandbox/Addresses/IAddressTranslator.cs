using System.Net;

namespace EdgeProvision.Sandbox.Addresses;

/// <summary>The provider's network as far as it translates addresses: a machine behind it never sees the public one.</summary>
public interface IAddressTranslator
{
    /// <summary>Sends what is meant for a public address to an inner one, or nowhere when <paramref name="target"/> is null. May be repeated.</summary>
    Task TranslateAsync(IPAddress address, AddressTarget? target, CancellationToken cancellationToken);
}
