using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EdgeProvision.PowerShell.Tests.World;

/// <summary>What the original tool, release 5.10, leaves: objects with its attributes and no record, machines with its tags.</summary>
internal static class OriginalProvision
{
    public const string Id = "5ad1e5c2-8f0d-4a7e-9d3b-0c1f2e3d4a5b";

    /// <summary>Makes one with so many hosts, which answer SSH at the port; answers the ids of their machines.</summary>
    public static async Task<IReadOnlyList<string>> MakeAsync(LoopbackWorld world, string name, int hosts, int port = 22)
    {
        var identity = $"PROVISION=[\n  PROVISION_ID=\"{Id}\",\n  NAME=\"{name}\"\n]\n";
        var cluster = await NumberAsync(world, "one.cluster.allocate", name);
        await world.CallAsync("one.cluster.update", cluster, $"NAME=\"{name}\"\n{identity}", 1);
        await world.CallAsync("one.datastore.allocate", $"NAME=\"{name}-default\"\nDS_MAD=\"fs\"\nTM_MAD=\"ssh\"\n{identity}PM_MAD=\"\"\n", cluster);
        List<string> machines = [];
        for (var number = 1; number <= hosts; number++)
        {
            var host = await NumberAsync(world, "one.host.allocate", $"provision-{number:D48}", "kvm", "kvm", cluster);
            var (machine, address) = await RentAsync(world, host, $"{name}-node{number}");
            machines.Add(machine);
            await world.CallAsync("one.host.update", host, Template(name, $"{name}-node{number}", machine, port), 0);
            await world.CallAsync("one.host.rename", host, address);
            await world.CallAsync("one.host.status", host, 0);
        }

        return machines;
    }

    private static async Task<int> NumberAsync(LoopbackWorld world, string method, params object[] parameters) =>
        int.Parse(await world.CallAsync(method, parameters), CultureInfo.InvariantCulture);

    private static async Task<(string Id, string Address)> RentAsync(LoopbackWorld world, int host, string hostname)
    {
        var token = TestContext.Current.CancellationToken;
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("X-Auth-Token", LoopbackWorld.Token);
        var order = new JsonObject
        {
            ["plan"] = "baremetal_0", ["facility"] = "ams1", ["operating_system"] = "debian_12", ["hostname"] = hostname, ["tags"] = new JsonArray("OpenNebula", $"ONE_HOST_ID={host}"),
        };
        using var content = new StringContent(order.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync($"{world.PacketEndpoint}/projects/{LoopbackWorld.Project}/devices", content, token);
        var id = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(token))!["id"]!;
        while (true)
        {
            var device = JsonNode.Parse(await client.GetStringAsync($"{world.PacketEndpoint}/devices/{id}", token))!;
            if ((string)device["state"]! == "active")
                return (id, (string)device["ip_addresses"]!.AsArray().First(a => (bool)a!["public"]! && (int)a["address_family"]! == 4)!["address"]!);
            await Task.Delay(TimeSpan.FromMilliseconds(50), token);
        }
    }

    private static string Template(string name, string hostname, string machine, int port) =>
        "IM_MAD=\"kvm\"\nVM_MAD=\"kvm\"\nPM_MAD=\"packet\"\n"
        + $"PROVISION=[\n  PACKET_PROJECT=\"{LoopbackWorld.Project}\",\n  FACILITY=\"ams1\",\n  PLAN=\"baremetal_0\",\n  OS=\"debian_12\",\n  HOSTNAME=\"{hostname}\",\n  PROVISION_ID=\"{Id}\",\n  NAME=\"{name}\",\n  DEPLOY_ID=\"{machine}\" ]\n"
        + $"PROVISION_CONFIGURATION_STATUS=\"configured\"\nPROVISION_CONNECTION=[\n  REMOTE_USER=\"root\",\n  REMOTE_PORT=\"{port}\",\n  PUBLIC_KEY=\"/var/lib/one/.ssh/ddc/id_rsa.pub\",\n  PRIVATE_KEY=\"/var/lib/one/.ssh/ddc/id_rsa\" ]\nANSIBLE_PLAYBOOK=\"default\"";
}
