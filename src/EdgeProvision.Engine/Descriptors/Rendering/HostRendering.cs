using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Rendering;

/// <summary>
/// What is sent for a host after its allocation: the original's attributes in the original's order, then the host's own further keys, which
/// the original forgot. References must have been filled in. Empty values are left out, as the original does.
/// </summary>
public static class HostRendering
{
    /// <summary>The host's attributes.</summary>
    /// <param name="host">The host.</param>
    /// <param name="provision">The provision.</param>
    /// <param name="publicKey">The text of the SSH public key that the new machine is to accept.</param>
    /// <param name="playbooks"><see cref="Descriptor.Playbooks"/>.</param>
    /// <param name="allowed">Where secrets may stand.</param>
    public static IReadOnlyList<OneAttribute> Host(
        DescriptorHost host, ProvisionIdentity provision, string publicKey, IReadOnlyList<string> playbooks, SecretPlaces allowed)
    {
        var connection = host.Connection.Without(host.Connection.Entries.Where(e => e.Value.HasSecret).Select(e => e.Key));
        List<OneAttribute> attributes =
        [
            new OneSingle("IM_MAD", host.Attributes.Text("im_mad") ?? ""),
            new OneSingle("VM_MAD", host.Attributes.Text("vm_mad") ?? ""),
            new OneSingle("PM_MAD", host.Driver),
            new OneVector("PROVISION", NotEmpty(AttributeRendering.Members(host.Provision.Without("driver", "provider").WithIdentity(provision), "PROVISION", allowed))),
            new OneSingle("PROVISION_CONFIGURATION_BASE64", ConfigurationRendering.ToBase64(host.Configuration)),
            new OneSingle("PROVISION_CONFIGURATION_STATUS", "pending"),
            new OneVector("PROVISION_CONNECTION", NotEmpty(AttributeRendering.Members(connection, "PROVISION_CONNECTION", allowed))),
            new OneVector("CONTEXT", [new OneSingle("SSH_PUBLIC_KEY", publicKey)]),
        ];
        attributes.AddRange(host.Attributes.Without("im_mad", "vm_mad").Entries.SelectMany(entry => AttributeRendering.Render(entry, allowed)));
        if (playbooks.Count > 0)
            attributes.Add(new OneSingle("ANSIBLE_PLAYBOOK", string.Join(',', playbooks)));
        return attributes.Where(attribute => attribute is not OneSingle { Value.Length: 0 } and not OneVector { Members.Count: 0 }).ToList();
    }

    private static List<OneSingle> NotEmpty(List<OneSingle> members) => members.Where(member => member.Value.Length > 0).ToList();
}
