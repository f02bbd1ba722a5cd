using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>
/// What the original tool, release 5.10, leaves in the world: the same calls with the same texts, in its order, for a descriptor like the tests'. Its hosts are
/// configured by Ansible, of which only the outcome is played.
/// </summary>
internal sealed class OriginalTool(TheWorld world) : IDisposable
{
    public const string ProvisionId = "5ad1e5c2-8f0d-4a7e-9d3b-0c1f2e3d4a5b";

    private readonly FrontEndTools _frontEnd = new(world);
    private readonly HttpMessageInvoker _packet = new(new InProcessHandler("packet", world.Sandbox.Packet, new OutsideCalls(world.Clock, () => { })));
    private readonly List<string> _devices = [];

    /// <summary>The machines that it has rented, in the order of the hosts.</summary>
    public IReadOnlyList<string> Devices => _devices;

    /// <summary>The playbook; none is its <c>default</c>.</summary>
    public string? Playbook { get; init; } = "default";

    /// <summary>False for hosts whose configuration has failed.</summary>
    public bool IsConfigured { get; init; } = true;

    /// <summary>True for a host name that stands among the defaults: every host has it.</summary>
    public bool SharesHostname { get; init; }

    /// <summary>Makes a provision with so many hosts; answers when it is finished.</summary>
    public async Task<IReadOnlyList<int>> CreateAsync(int hosts, bool ipam = true, string name = "edge", string id = ProvisionId)
    {
        var identity = $"PROVISION=[\n  PROVISION_ID=\"{id}\",\n  NAME=\"{name}\"\n]\n";
        var cluster = await NumberAsync("one.cluster.allocate", name);
        await _frontEnd.CallAsync("one.cluster.update", cluster, $"NAME=\"{name}\"\n{identity}", 1);
        await _frontEnd.CallAsync("one.datastore.allocate", $"NAME=\"{name}-default\"\nDS_MAD=\"fs\"\nTM_MAD=\"ssh\"\n{identity}PM_MAD=\"\"\n", cluster);
        await _frontEnd.CallAsync("one.datastore.allocate", $"NAME=\"{name}-system\"\nTYPE=\"system_ds\"\nTM_MAD=\"ssh\"\nSAFE_DIRS=\"/var/tmp /tmp\"\n{identity}PM_MAD=\"\"\n", cluster);
        await _frontEnd.CallAsync("one.vn.allocate", $"NAME=\"{name}-private-host-only\"\nVN_MAD=\"dummy\"\nBRIDGE=\"br0\"\nAR=[\n  IP=\"192.168.150.2\",\n  SIZE=\"253\",\n  TYPE=\"IP4\"\n]\n\n{identity}PM_MAD=\"\"\n", cluster);
        if (ipam)
            await _frontEnd.CallAsync("one.vn.allocate", $"NAME=\"{name}-public\"\nVN_MAD=\"alias_sdnat\"\nEXTERNAL=\"true\"\nAR=[\n  SIZE=\"2\",\n  TYPE=\"IP4\",\n  IPAM_MAD=\"packet\",\n  PACKET_IP_TYPE=\"public_ipv4\",\n  PACKET_TOKEN=\"{TheWorld.Token}\",\n  PACKET_PROJECT=\"{TheWorld.Project}\",\n  FACILITY=\"ams1\"\n]\n\n{identity}PM_MAD=\"\"\n", cluster);
        List<int> ids = [];
        for (var number = 1; number <= hosts; number++)
            ids.Add(await RegisterAsync(cluster, number, name, id));
        foreach (var (host, index) in ids.Select((host, index) => (host, index)))
            _devices.Add(await RentAsync(host, Hostname(name, index + 1)));
        foreach (var (host, index) in ids.Select((host, index) => (host, index)))
            await FinishAsync(host, _devices[index], Hostname(name, index + 1), name, id);

        // OpenNebula looks at them a while later.
        await Task.Delay(TimeSpan.FromMinutes(2), world.Clock);
        return ids;
    }

    public void Dispose()
    {
        _frontEnd.Dispose();
        _packet.Dispose();
    }

    /// <summary>A call of OpenNebula's own tools.</summary>
    public Task<string> CallAsync(string method, params object[] arguments) => _frontEnd.CallAsync(method, arguments);

    /// <summary>A call of somebody at the provider's console.</summary>
    public async Task<JsonNode?> PacketAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, "http://packet.modelled" + path);
        request.Headers.Add("X-Auth-Token", TheWorld.Token);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _packet.SendAsync(request, CancellationToken.None);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private async Task<int> NumberAsync(string method, params object[] arguments) => int.Parse(await _frontEnd.CallAsync(method, arguments), CultureInfo.InvariantCulture);

    private string Hostname(string name, int number) => SharesHostname ? $"{name}-node" : $"{name}-node{number}";

    private async Task<int> RegisterAsync(int cluster, int number, string name, string id)
    {
        var hostname = Hostname(name, number);
        var host = await NumberAsync("one.host.allocate", "provision-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}{hostname}{number}")))[..48], "kvm", "kvm", cluster);
        await _frontEnd.CallAsync("one.host.update", host, Template(hostname, name, id, null), 1);
        if (Playbook is not null)
            await _frontEnd.CallAsync("one.host.update", host, $"ANSIBLE_PLAYBOOK={Playbook}", 1);
        await _frontEnd.CallAsync("one.host.status", host, 2);
        return host;
    }

    private async Task<string> RentAsync(int host, string hostname)
    {
        var order = new JsonObject
        {
            ["plan"] = "baremetal_0", ["facility"] = "ams1", ["operating_system"] = "debian_12", ["hostname"] = hostname, ["project_id"] = TheWorld.Project,
            ["userdata"] = $"#cloud-config\nssh_authorized_keys:\n- {TheWorld.PublicKeyLine}\n", ["tags"] = new JsonArray("OpenNebula", $"ONE_HOST_ID={host}"),
        };
        return (string)(await PacketAsync(HttpMethod.Post, $"/projects/{TheWorld.Project}/devices", order))!["id"]!;
    }

    private async Task FinishAsync(int host, string device, string hostname, string name, string id)
    {
        await _frontEnd.CallAsync("one.host.update", host, Template(hostname, name, id, device) + (Playbook is null ? "" : $"\nANSIBLE_PLAYBOOK=\"{Playbook}\""), 0);
        JsonNode? seen;
        do
            await Task.Delay(TimeSpan.FromSeconds(10), world.Clock);
        while ((string)(seen = await PacketAsync(HttpMethod.Get, $"/devices/{device}"))!["state"]! != "active");
        var address = (string)seen["ip_addresses"]!.AsArray().First(a => (bool)a!["public"]! && (int)a["address_family"]! == 4)!["address"]!;
        await _frontEnd.CallAsync("one.host.rename", host, address);
        await Task.Delay(TimeSpan.FromMinutes(5), world.Clock);
        await _frontEnd.CallAsync("one.host.update", host, $"PROVISION_CONFIGURATION_STATUS={(IsConfigured ? "configured" : "error")}", 1);
        if (IsConfigured)
            await _frontEnd.CallAsync("one.host.status", host, 0);
    }

    private static string Template(string hostname, string name, string id, string? device)
    {
        var configuration = Convert.ToBase64String(Encoding.UTF8.GetBytes("---\nopennebula_node_kvm_param_nested: true\niptables_masquerade_enabled: false\n"));
        return "IM_MAD=\"kvm\"\nVM_MAD=\"kvm\"\nPM_MAD=\"packet\"\nPROVISION=[\n"
            + $"  PACKET_TOKEN=\"{TheWorld.Token}\",\n  PACKET_PROJECT=\"{TheWorld.Project}\",\n  FACILITY=\"ams1\",\n  PLAN=\"baremetal_0\",\n  OS=\"debian_12\",\n"
            + $"  HOSTNAME=\"{hostname}\",\n  PROVISION_ID=\"{id}\",\n  NAME=\"{name}\"" + (device is null ? " ]\n" : $",\n  DEPLOY_ID=\"{device}\" ]\n")
            + $"PROVISION_CONFIGURATION_BASE64=\"{configuration}\"\nPROVISION_CONFIGURATION_STATUS=\"pending\"\n"
            + "PROVISION_CONNECTION=[\n  REMOTE_USER=\"root\",\n  REMOTE_PORT=\"22\",\n  PUBLIC_KEY=\"/var/lib/one/.ssh/ddc/id_rsa.pub\",\n  PRIVATE_KEY=\"/var/lib/one/.ssh/ddc/id_rsa\" ]\n"
            + $"CONTEXT=[\n  SSH_PUBLIC_KEY=\"{TheWorld.PublicKeyLine}\" ]";
    }
}
