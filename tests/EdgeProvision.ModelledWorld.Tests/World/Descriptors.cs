using System.Text;

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>Descriptors of the tests: the talk's, with as many hosts as wanted.</summary>
internal static class Descriptors
{
    /// <summary>
    /// <see cref="Fosdem"/> of two hosts after an edit: node1 is gone, node3 is new, a datastore and a network have other attributes, and the
    /// networks other address ranges.
    /// </summary>
    public static string FosdemEdited(bool ipam = true)
    {
        var text = Fosdem(3, ipam)
            .Replace("  - im_mad: kvm\n    vm_mad: kvm\n    provision:\n      hostname: \"<%= @name %>-node1\"\n", "", StringComparison.Ordinal)
            .Replace("safe_dirs: '/var/tmp /tmp'", "safe_dirs: '/var/tmp'", StringComparison.Ordinal)
            .Replace("bridge: \"br0\"", "bridge: \"br0\"\n    mtu: 1400", StringComparison.Ordinal)
            .Replace("size: \"253\"\n        type: \"IP4\"", "size: \"100\"\n        type: \"IP4\"\n      - ip: \"192.168.151.2\"\n        size: \"10\"\n        type: \"IP4\"", StringComparison.Ordinal);
        return ipam ? text.Replace("- size: 2", "- size: 4", StringComparison.Ordinal) : text;
    }

    /// <summary>Machines that stand already: an overlay, two datastores, one network.</summary>
    /// <param name="machines">The provision section of each host, without the driver, on one line each.</param>
    public static string Standing(params string[] machines) => Standing("onprem", machines);

    /// <summary>Machines at EC2, in a network of their own.</summary>
    /// <param name="hosts">How many.</param>
    /// <param name="admission">What is let in: keys of the provision section, on one line each.</param>
    public static string Ec2(int hosts, string admission = "ssh_from: [198.51.100.7]") => Fosdem(hosts, ipam: false).Replace(
        "driver: packet\n    packet_token: \"****\"\n    packet_project: \"****\"\n    facility: ams1\n    plan: baremetal_0\n    os: debian_12",
        $"driver: ec2\n    region_name: eu-central-1\n    instancetype: c5.metal\n    ami: debian_12\n    {admission}", StringComparison.Ordinal);

    /// <summary>The same and a machine that stands elsewhere, so that the overlay comes to them from outside.</summary>
    public static string Ec2AndStanding(int hosts) => Ec2(hosts).Replace(
        "\ndatastores:", "  - im_mad: kvm\n    vm_mad: kvm\n    provision: { driver: onprem, hostname: rack-1, address: 192.0.2.11 }\n\ndatastores:", StringComparison.Ordinal);

    /// <summary>The same for another driver.</summary>
    public static string Standing(string driver, string[] machines)
    {
        var hosts = machines.Select(m => $"  - im_mad: kvm\n    vm_mad: kvm\n    provision: {{ {m} }}\n    connection: {{ private_key: {TheWorld.KeyPath} }}\n");
        var text = Fosdem(0, ipam: false)
            .Replace("driver: packet\n    packet_token: \"****\"\n    packet_project: \"****\"\n    facility: ams1\n    plan: baremetal_0\n    os: debian_12", $"driver: {driver}", StringComparison.Ordinal);
        return text.Replace("hosts:\n", "hosts:\n" + string.Concat(hosts), StringComparison.Ordinal);
    }

    /// <summary>Like the talk's: an overlay, two datastores, and networks, one of which gets its addresses through IPAM.</summary>
    public static string Fosdem(int hosts, bool ipam = true, string name = "edge")
    {
        var text = new StringBuilder($$"""
            name: {{name}}
            playbook: static_vxlan

            defaults:
              provision:
                driver: packet
                packet_token: "****"
                packet_project: "****"
                facility: ams1
                plan: baremetal_0
                os: debian_12
              configuration:
                opennebula_node_kvm_param_nested: True
                iptables_masquerade_enabled: False

            hosts:

            """);
        for (var i = 1; i <= hosts; i++)
            text.Append("  - im_mad: kvm\n    vm_mad: kvm\n    provision:\n      hostname: \"<%= @name %>-node").Append(i).Append("\"\n");
        text.Append("""

            datastores:
              - name: "<%= @name %>-default"
                ds_mad: fs
                tm_mad: ssh
              - name: "<%= @name %>-system"
                type: system_ds
                tm_mad: ssh
                safe_dirs: '/var/tmp /tmp'

            networks:
              - name: "<%= @name %>-private-host-only"
                vn_mad: "dummy"
                bridge: "br0"
                ar:
                  - ip: "192.168.150.2"
                    size: "253"
                    type: "IP4"

            """);
        if (ipam)
        {
            text.Append("""
                  - name: "<%= @name %>-public"
                    vn_mad: alias_sdnat
                    external: yes
                    ar:
                      - size: 2
                        type: IP4
                        ipam_mad: packet
                        packet_ip_type: public_ipv4
                        packet_token: "****"
                        packet_project: "****"
                        facility: ams1

                """);
        }

        return text.ToString();
    }
}
