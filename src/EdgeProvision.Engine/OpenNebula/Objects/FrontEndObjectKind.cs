namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The kinds of objects that a front-end keeps and this engine deals with.</summary>
public enum FrontEndObjectKind
{
    /// <summary>A cluster.</summary>
    Cluster,

    /// <summary>A host.</summary>
    Host,

    /// <summary>A datastore.</summary>
    Datastore,

    /// <summary>A virtual network.</summary>
    Network,

    /// <summary>A virtual machine template.</summary>
    VmTemplate,

    /// <summary>An image.</summary>
    Image,

    /// <summary>A document.</summary>
    Document,

    /// <summary>A virtual machine.</summary>
    VirtualMachine,

    /// <summary>A user.</summary>
    User,
}
