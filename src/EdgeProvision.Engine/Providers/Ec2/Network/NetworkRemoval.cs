using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>
/// Removes a provision's own network and key pair, found by their tags, in the order that the service allows. What a terminated instance still holds is refused for minutes: one pass
/// removes what it can, and says whether anything is left.
/// </summary>
internal sealed class NetworkRemoval(Ec2Service service)
{
    private static readonly string[] StillHeld = ["DependencyViolation", "InvalidGroup.InUse", "Gateway.NotAttached"];

    /// <summary>True when nothing is left.</summary>
    /// <exception cref="ProviderException">Also when something may be left that these credentials may not look at; what they may has been removed.</exception>
    public Task<bool> PassAsync(string id, CancellationToken cancellationToken) => PassAsync(id, null, cancellationToken);

    /// <summary>The same of what is in one VPC, and for that itself.</summary>
    public async Task<bool> PassAsync(string id, string? vpcId, CancellationToken cancellationToken)
    {
        var isLeft = false;
        ProviderException? hidden = null, hiddenInVpc = null;
        foreach (var kind in PartKinds.InOrderOfRemoval)
        {
            try
            {
                var own = await OwnAsync(kind, id, vpcId, cancellationToken).ConfigureAwait(false);
                if (kind == PartKinds.Vpcs && own.Count > 0)
                    hidden ??= hiddenInVpc;
                foreach (var part in own)
                {
                    if (!await RemoveAsync(part.Id, part.Removals, cancellationToken).ConfigureAwait(false) && kind.Place == PartPlace.HoldsMachines)
                        return false;
                }

                // What was deleted in this pass is believed only when the next one does not see it.
                isLeft |= own.Count > 0;
            }
            catch (ProviderException failure) when (Ec2Failure.IsUnknownCall(failure) || (kind.Place == PartPlace.Sometimes && Ec2Failure.IsDenied(failure)))
            {
                // There is none of it.
            }
            catch (ProviderException failure) when (Ec2Failure.IsDenied(failure))
            {
                if (kind.Place == PartPlace.Alone)
                    hidden ??= failure;
                else
                    hiddenInVpc ??= failure;
            }
        }

        return hidden is null ? !isLeft : throw hidden;
    }

    /// <summary>Sends what removes a part. False when it is held by something that may be on its way out; gone already is fine.</summary>
    public async Task<bool> RemoveAsync(string target, IEnumerable<PartRemoval> removals, CancellationToken cancellationToken)
    {
        var isGone = true;
        foreach (var (action, send) in removals)
        {
            try
            {
                await service.SendAsync(
                    Ec2Call.Write(action, $"remove {target} of the provision's network", target),
                    async (client, token) =>
                    {
                        await send(client, token).ConfigureAwait(false);
                        return true;
                    },
                    cancellationToken).ConfigureAwait(false);
            }
            catch (ProviderException failure) when (Ec2Failure.IsAbsence(failure))
            {
            }
            catch (ProviderException failure) when (StillHeld.Contains(Ec2Failure.ServiceCode(failure), StringComparer.Ordinal))
            {
                isGone = false;
            }
        }

        return isGone;
    }

    /// <summary>
    /// The networks of all provisions, an item for each: what is left of one counts as one, by the part that holds the others. What these credentials may not look at is not in it: most
    /// accounts have no network of ours, and need no right for it.
    /// </summary>
    public async Task<IReadOnlyList<TaggedItem>> ListTaggedAsync(CancellationToken cancellationToken)
    {
        List<StandingPart> parts = [];
        foreach (var kind in PartKinds.InOrderOfRemoval.Reverse())
        {
            try
            {
                parts.AddRange(await kind.ListAsync(service, Ec2Tags.AnyProvisionFilter(), "list the networks of all edge clouds", "", cancellationToken).ConfigureAwait(false));
            }
            catch (ProviderException failure) when (Ec2Failure.IsOutOfReach(failure))
            {
            }
        }

        return [.. parts.Select(p => (p.Id, p.Tags, Owner: Ec2Tags.Find(p.Tags, Ec2Tags.Provision)))
            .Where(p => p is { Id.Length: > 0, Owner.Length: > 0 })
            .DistinctBy(p => p.Owner, StringComparer.Ordinal)
            .Select(p => new TaggedItem(TaggedItemKind.Surroundings, p.Id, p.Owner!, Ec2Tags.Find(p.Tags, Ec2Tags.Key), p.Id) { CreatedAt = Ec2Tags.FindCreatedAt(p.Tags) })];
    }

    // Whatever is deleted has been looked at: a service that ignores a filter shows what is somebody else's.
    private async Task<IReadOnlyList<StandingPart>> OwnAsync(IPartKind kind, string id, string? vpcId, CancellationToken cancellationToken) =>
        [.. (await kind.ListAsync(service, Ec2Tags.ProvisionFilter(id), $"look for what is left of the network of provision {id}", id, cancellationToken).ConfigureAwait(false))
            .Where(part => Ec2Tags.Find(part.Tags, Ec2Tags.Provision) == id && (vpcId is null || part.VpcId == vpcId))];
}
