using System.Security.Cryptography;
using System.Text;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Names of hosts in OpenNebula: generated from the key before the address is known, then the address.</summary>
internal static class HostNaming
{
    /// <summary>The name of a host that has no address yet: the same in every run, so that a lost answer is found again.</summary>
    public static string Generated(string provisionId, string memberKey) =>
        "provision-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(provisionId + "\n" + memberKey)))[..48];

    /// <summary>
    /// Names a host by its address. Names with a colon are refused by OpenNebula: such a host keeps its generated name, and the address stands
    /// beside it.
    /// </summary>
    public static async Task RenameAsync(OperationScope scope, HostWork host, string address, CancellationToken cancellationToken)
    {
        if (address.Contains(':', StringComparison.Ordinal))
        {
            if (host.Template.Text(EdgeAttribute.Address) != address)
                await DeviceKeeper.UpdateAsync(scope, host, new AttributeTree((EdgeAttribute.Address, address)), cancellationToken).ConfigureAwait(false);
            return;
        }

        if (host.Name == address)
            return;
        try
        {
            await LostAnswers.ChangeAsync(
                () => scope.FrontEnd.Hosts.RenameAsync(host.HostId, address, cancellationToken),
                async () => (await scope.FrontEnd.Hosts.InfoAsync(host.HostId, SecretView.Cipher, cancellationToken).ConfigureAwait(false)).Name == address).ConfigureAwait(false);
        }
        catch (FrontEndException error) when (error.NameTakenBy?.Id == host.HostId)
        {
            // A lost attempt has done it.
        }
        catch (FrontEndException error) when (error.NameTakenBy is { } holder)
        {
            throw await TakenAsync(scope, host, address, holder.Id, error, cancellationToken).ConfigureAwait(false);
        }

        host.Name = address;
    }

    private static async Task<EdgeException> TakenAsync(OperationScope scope, HostWork host, string address, int holder, FrontEndException error, CancellationToken cancellationToken)
    {
        var standing = await scope.FrontEnd.Hosts.InfoAsync(holder, SecretView.Cipher, cancellationToken).ConfigureAwait(false);
        return new EdgeException("HostNameTaken", ErrorKind.AlreadyExists, $"Host {host.HostId} ({host.Key}) has the address {address}, but that is the name of {HostOwner.Describe(standing)}.", error)
        {
            Target = host.Key,
            RecommendedAction = HostOwner.Advice(standing),
        };
    }
}
