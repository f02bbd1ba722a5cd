using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Rendering;

/// <summary>
/// What is sent for a cluster, a datastore and a network, attribute for attribute in the original's order. References in the values must have
/// been filled in (<see cref="Templates.TemplateEvaluator"/>).
/// </summary>
public static class ObjectRendering
{
    /// <summary>The cluster's attributes, for the update after its allocation.</summary>
    /// <param name="cluster"><see cref="Descriptor.Cluster"/>.</param>
    /// <param name="provision">The provision.</param>
    /// <param name="allowed">Where secrets may stand.</param>
    public static IReadOnlyList<OneAttribute> Cluster(AttributeMap cluster, ProvisionIdentity provision, SecretPlaces allowed) =>
        Render(cluster, provision, allowed);

    /// <summary>A datastore's or a network's attributes, for its allocation. <c>PM_MAD</c> is empty, as the original leaves it.</summary>
    /// <param name="attributes"><see cref="DescriptorObject.Attributes"/>.</param>
    /// <param name="provision">The provision.</param>
    /// <param name="allowed">Where secrets may stand.</param>
    public static IReadOnlyList<OneAttribute> Object(AttributeMap attributes, ProvisionIdentity provision, SecretPlaces allowed) =>
        [.. Render(attributes, provision, allowed), new OneSingle("PM_MAD", "")];

    private static List<OneAttribute> Render(AttributeMap map, ProvisionIdentity provision, SecretPlaces allowed)
    {
        var attributes = new List<OneAttribute>();
        foreach (var entry in map.Entries)
        {
            if (entry.Key == "provision")
                attributes.Add(Provision(entry.Value as AttributeMap ?? AttributeMap.Empty, provision, allowed));
            else
                attributes.AddRange(AttributeRendering.Render(entry, allowed));
        }
        if (!map.Contains("provision"))
            attributes.Add(Provision(AttributeMap.Empty, provision, allowed));
        return attributes;
    }

    private static OneVector Provision(AttributeMap own, ProvisionIdentity provision, SecretPlaces allowed) =>
        new("PROVISION", AttributeRendering.Members(own.WithIdentity(provision), "PROVISION", allowed));

    /// <summary>The identity comes last, but a key that stands already keeps its place.</summary>
    internal static AttributeMap WithIdentity(this AttributeMap own, ProvisionIdentity provision) => own
        .With("provision_id", new DescriptorScalar(provision.Id, ScalarKind.String, DescriptorPosition.BuiltIn))
        .With("name", new DescriptorScalar(provision.Name, ScalarKind.String, DescriptorPosition.BuiltIn));
}
