namespace EdgeProvision.Model;

/// <summary>An OpenNebula object of a provision that is not a host.</summary>
public interface IProvisionObject
{
    /// <summary>Its OpenNebula id.</summary>
    int Id { get; }

    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>The provision's name.</summary>
    string Provision { get; }

    /// <summary>The provision's UUID.</summary>
    string ProvisionId { get; }
}
