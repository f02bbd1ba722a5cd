using EdgeProvision.Sandbox.Ec2.Instances;
using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2.Volumes;

/// <summary>A disk: made with an instance, gone with it or kept when it ends.</summary>
internal sealed class Volume(BlockDevice device, Instance instance, DateTimeOffset createdAt) : Ec2Resource(ResourceKind.Volume, createdAt)
{
    private DateTimeOffset? _detachedAt;

    public BlockDevice Device { get; } = device;

    /// <summary>The instance that it was made with.</summary>
    public Instance Instance { get; } = instance;

    public string Zone => Instance.Order.Subnet.Zone.Name;

    public bool IsAttached => IsAttachedAt(DateTimeOffset.MaxValue);

    /// <summary>Whether whoever lags behind sees it in its instance.</summary>
    public bool IsAttachedAt(DateTimeOffset moment) => GoneAt is null && !(_detachedAt <= moment);

    public string StateAt(DateTimeOffset moment) => IsAttachedAt(moment) ? "in-use" : "available";

    /// <summary>Its instance is terminated: it goes with it, unless it is to be kept.</summary>
    public void Release(DateTimeOffset now)
    {
        if (Device.DeletesOnTermination)
            GoneAt = now;
        else
            _detachedAt = now;
    }
}
