using System.Text;

namespace EdgeProvision.Benchmarks;

/// <summary>The edge cloud of examples/fosdem.yaml with any number of hosts, and without rented addresses: those are oned's pace, not ours.</summary>
internal static class BenchmarkDescriptor
{
    public const string Name = "benchmark";

    public static string Write(string directory, int hosts)
    {
        var text = new StringBuilder($"""
            ---
            name: {Name}
            playbook: static_vxlan
            defaults:
              provision:
                driver: packet
                packet_token: "****"
                packet_project: "****"
                facility: ams1
                plan: baremetal_0
                os: debian_12
            datastores:
              - name: "<%= @name %>-default"
                ds_mad: fs
                tm_mad: ssh
              - name: "<%= @name %>-system"
                type: system_ds
                tm_mad: ssh
            networks:
              - name: "<%= @name %>-private"
                vn_mad: dummy
                bridge: vxbr100
                mtu: "1450"
                ar:
                  - ip: "192.168.160.2"
                    size: "253"
                    type: IP4
            hosts:

            """);
        for (var i = 1; i <= hosts; i++)
            text.AppendLine("  - im_mad: kvm").AppendLine("    vm_mad: kvm").AppendLine("    provision:").AppendLine(FormattableString.Invariant($"      hostname: \"<%= @name %>-{i}\""));
        var file = Path.Combine(directory, FormattableString.Invariant($"{hosts}.yaml"));
        File.WriteAllText(file, text.ToString());
        return file;
    }
}
