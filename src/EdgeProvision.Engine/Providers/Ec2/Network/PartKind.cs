using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>A kind of part that networks of provisions are made of: how the service lists such parts, what one is known by, and how it is removed.</summary>
/// <typeparam name="T">What the service shows of one.</typeparam>
internal sealed class PartKind<T> : IPartKind
    where T : class
{
    /// <summary>Name of the call that lists them.</summary>
    public required string Action { get; init; }

    /// <inheritdoc/>
    public required PartPlace Place { get; init; }

    /// <summary>Reads a page of the list.</summary>
    public required Func<IAmazonEC2, List<Filter>, string?, CancellationToken, Task<(IEnumerable<T>? Shown, string? Next)>> ReadPage { get; init; }

    public required Func<T, string> Id { get; init; }

    public required Func<T, List<Tag>?> Tags { get; init; }

    /// <summary>The VPC that one is, is in or is attached to.</summary>
    public required Func<T, string?> VpcId { get; init; }

    /// <summary>The calls that remove one.</summary>
    public required Func<T, IEnumerable<PartRemoval>> Removals { get; init; }

    /// <summary>What a provision has of them. The filter is the service's to apply, and not believed: what is changed or deleted by this list has been looked at.</summary>
    public async Task<IReadOnlyList<T>> OwnAsync(Ec2Service service, string provisionId, string attempted, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(service, Ec2Tags.ProvisionFilter(provisionId), attempted, provisionId, cancellationToken).ConfigureAwait(false)).Where(part => Ec2Tags.Find(Tags(part), Ec2Tags.Provision) == provisionId)];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StandingPart>> ListAsync(Ec2Service service, Filter filter, string attempted, string target, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(service, filter, attempted, target, cancellationToken).ConfigureAwait(false)).Select(part => new StandingPart(Id(part), VpcId(part), Tags(part), [.. Removals(part)]))];

    private Task<IReadOnlyList<T>> ReadAsync(Ec2Service service, Filter filter, string attempted, string target, CancellationToken cancellationToken) => service.ReadAllAsync(
        Ec2Call.Read(Action, attempted, target), (client, page, token) => ReadPage(client, [filter], page, token), static page => page, cancellationToken);
}
