using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>A kind of part that networks of provisions are made of, for what is done to parts of any kind.</summary>
internal interface IPartKind
{
    /// <summary>Where parts of the kind are, and what it means that nobody may look at them.</summary>
    PartPlace Place { get; }

    /// <summary>All that the service shows for a filter.</summary>
    Task<IReadOnlyList<StandingPart>> ListAsync(Ec2Service service, Filter filter, string attempted, string target, CancellationToken cancellationToken);
}
