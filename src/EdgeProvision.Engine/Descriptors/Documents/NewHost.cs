using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>A host to add to a descriptor.</summary>
/// <param name="Hostname">Its host name, which tells it apart.</param>
public sealed record NewHost(string Hostname)
{
    /// <summary>The provider's driver; null for the descriptor's.</summary>
    public string? Driver { get; init; }

    /// <summary>What to order.</summary>
    public AttributeMap? Provision { get; init; }

    /// <summary>How to log in.</summary>
    public AttributeMap? Connection { get; init; }

    /// <summary>Variables of the roles.</summary>
    public AttributeMap? Configuration { get; init; }

    /// <summary>Its other keys; <c>im_mad</c> and <c>vm_mad</c> are <c>kvm</c> unless they stand there.</summary>
    public AttributeMap? Attributes { get; init; }
}
