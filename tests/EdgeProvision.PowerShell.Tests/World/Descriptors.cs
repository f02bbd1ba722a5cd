namespace EdgeProvision.PowerShell.Tests.World;

/// <summary>Descriptors that tests use.</summary>
internal static class Descriptors
{
    /// <summary>A provision without machines: quick and complete.</summary>
    public static string WithoutHosts(string name) => $"""
        name: {name}
        datastores:
          - name: {name}-default
            ds_mad: fs
            tm_mad: ssh
        networks:
          - name: {name}-private
            vn_mad: dummy
            bridge: br0
            ar:
              - ip: 192.168.150.2
                size: 10
                type: IP4
        """;

    /// <summary>A provision of one machine, written for a front-end that is no sandbox's. Everything in it is right but what a test changes.</summary>
    public static string Complete(LoopbackWorld world, int sshPort) => $"""
        name: edge
        defaults:
          connection:
            private_key: {world.Folder}/key
            public_key: ""
            remote_port: {sshPort}
          provision:
            driver: packet
            packet_endpoint: {world.PacketEndpoint}
            packet_token: {LoopbackWorld.Token}
            packet_project: {LoopbackWorld.Project}
            facility: ams1
            plan: baremetal_0
            os: debian_12
        hosts:
          - im_mad: kvm
            vm_mad: kvm
            provision:
              hostname: edge-node1
        datastores:
          - name: edge-images
            ds_mad: fs
            tm_mad: ssh

        """;

    /// <summary>A provision with machines on which nothing answers SSH.</summary>
    public static string WithHosts(string name, int hosts) => $"""
        name: {name}
        playbook: default
        defaults:
          provision:
            driver: packet
            facility: ams1
            plan: baremetal_0
            os: debian_12
        hosts:
        {string.Join("\n", Enumerable.Range(1, hosts).Select(n => $"  - im_mad: kvm\n    vm_mad: kvm\n    provision:\n      hostname: {name}-node{n}"))}
        """;
}
