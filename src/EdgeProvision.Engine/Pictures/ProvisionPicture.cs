using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures;

/// <summary>What a provision is drawn from.</summary>
/// <param name="Provision">The provision as it stands.</param>
/// <param name="Overlay">What joins its hosts, or null.</param>
/// <param name="Operation">The operation whose timeline is drawn, or null when none is recorded.</param>
public sealed record ProvisionPicture(Provision Provision, Overlay? Overlay, Operation? Operation);
