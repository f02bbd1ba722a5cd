using System.Collections.Concurrent;
using System.Net;
using EdgeProvision.Sandbox.Addresses;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>Keeps where each address was last translated to.</summary>
internal sealed class PaperTranslator : IAddressTranslator
{
    public ConcurrentDictionary<string, AddressTarget> Targets { get; } = new();

    public Task TranslateAsync(IPAddress address, AddressTarget? target, CancellationToken cancellationToken)
    {
        if (target is null)
            Targets.TryRemove(address.ToString(), out _);
        else
            Targets[address.ToString()] = target;
        return Task.CompletedTask;
    }
}
