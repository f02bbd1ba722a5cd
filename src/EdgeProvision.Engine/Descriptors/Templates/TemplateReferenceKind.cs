namespace EdgeProvision.Engine.Descriptors.Templates;

/// <summary>What a template may refer to.</summary>
public enum TemplateReferenceKind
{
    /// <summary><c>@id</c>: the provision's id.</summary>
    Id,

    /// <summary><c>@name</c>: the provision's name.</summary>
    Name,

    /// <summary><c>@clusters[0]['ID']</c>: a value of the cluster.</summary>
    Clusters,

    /// <summary><c>@datastores[n]['ID']</c>: a value of a datastore, by its place in the descriptor.</summary>
    Datastores,

    /// <summary><c>@vnets[n]['ID']</c>: a value of a network, by its place in the descriptor.</summary>
    Vnets,

    /// <summary><c>@hosts[n]['ID']</c>: a value of a host that stands before the one that refers to it.</summary>
    Hosts,
}
