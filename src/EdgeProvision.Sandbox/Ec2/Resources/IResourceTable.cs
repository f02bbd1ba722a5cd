using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Resources;

/// <summary>All resources of one kind, for what is done to resources of any kind.</summary>
internal interface IResourceTable
{
    ResourceKind Kind { get; }

    /// <summary>The resource of that id.</summary>
    Ec2Resource GetAny(Ec2Call call, string id);

    /// <summary>What a list shows.</summary>
    IEnumerable<Ec2Resource> ListAny(Ec2Call call);
}
