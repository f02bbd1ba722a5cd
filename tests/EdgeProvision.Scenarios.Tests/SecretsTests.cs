using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>
/// Secrets in every place where one can stand, through a whole life with <c>-D</c>. What is said, what processes are started with, files, what the front-end keeps
/// in clear and what lies on the hosts: none of it has one. And whoever tries the sandbox with real credentials at hand does not send them anywhere.
/// </summary>
public sealed class SecretsTests(EdgeLab lab) : Scenario(lab)
{
    private const string Token = "canary-token-of-a-careless-person";
    private const string Project = "7e1f7b3e-0000-4000-8000-00000000real";

    private static readonly Dictionary<string, string> Written = new(StringComparer.Ordinal)
    {
        ["packet_token of the descriptor"] = Token,
        ["redfish.password of the descriptor"] = "canary-of-the-rack",
        ["a role's variable"] = "canary-of-a-role",
        ["PACKET_TOKEN of the environment"] = "canary-of-the-environment",
        ["AWS_SECRET_ACCESS_KEY of the environment"] = "canary-of-an-account",
        ["a variable that the descriptor takes in"] = "canary-taken-in",
    };

    private Dictionary<string, string> Secrets => new(Written)
    {
        ["the front-end's password"] = Lab.Session.FrontEndCredentials.Split(':')[1],
        ["the provider's token"] = Lab.Session.PacketToken,
        ["the secret key of EC2"] = Lab.Session.Ec2SecretKey,
        ["the Redfish service's password"] = Lab.Session.RedfishPassword,
        ["the private SSH key"] = File.ReadAllLines(Lab.Session.SshPrivateKey)[1],
    };

    [Fact]
    public async Task Life_SecretsInEveryPlace_ShowsThemNowhere()
    {
        using var realService = new TcpListener(IPAddress.Loopback, 0);
        realService.Start();
        var descriptor = Path.Combine(Lab.Home, "careless.yaml");
        await File.WriteAllTextAsync(descriptor, Careless(await File.ReadAllTextAsync(Tree.Descriptor("edge"), Stop), $"http://{realService.LocalEndpoint}"), Stop);
        var temporary = Directory.CreateDirectory(Path.Combine(Lab.Home, "tmp")).FullName;
        var variables = new Dictionary<string, string?>
        {
            // Its pipes would lie among the temporary files, and whoever reads one waits.
            ["DOTNET_EnableDiagnostics"] = "0",
            ["TMPDIR"] = temporary, ["PACKET_TOKEN"] = Written["PACKET_TOKEN of the environment"], ["PACKET_PROJECT"] = Project, ["PACKET_ENDPOINT"] = $"http://{realService.LocalEndpoint}",
            ["AWS_ACCESS_KEY_ID"] = "AKIAEXAMPLE", ["AWS_SECRET_ACCESS_KEY"] = Written["AWS_SECRET_ACCESS_KEY of the environment"], ["CANARY"] = Written["a variable that the descriptor takes in"],
        };

        var watch = new SecretWatch(Secrets, [Lab.Home, "/dev/shm"], [descriptor]);
        await using (watch)
        {
            foreach (var command in new string[][] { ["validate", descriptor, "--dump"], ["create", descriptor, "-D", "--dry-run"], ["create", descriptor, "-D"] })
                watch.Look(string.Join(' ', command), await Lab.Start(variables, command).SucceedsAsync(Stop));
            var host = (await GetAsync("edge")).Hosts.Single(h => h.Hostname == "edge-a").Id.ToString(CultureInfo.InvariantCulture);
            string[][] life =
            [
                ["list", "-j"], ["show", "edge", "-j"], ["host", "list", "-j"], ["log", "edge", "-j"], ["host", "poweroff", host, "-D"], ["host", "resume", host, "-D"],
                ["configure", "edge", "--force", "-D"], ["host", "ssh", host, "hostname"], ["update", descriptor, "-D"],
            ];
            foreach (var command in life)
                watch.Look(string.Join(' ', command), await Lab.Start(variables, command).SucceedsAsync(Stop));

            // What goes wrong says what and where, and not with what.
            await Control.FailAsync(new FaultOrder { Match = new CallMatch { Service = "packet" }, Status = 401, Body = """{"error":"Invalid authentication token"}""", Times = 0 }, Stop);
            watch.Look("an error", await Lab.Start(variables, "host", "poweroff", host, "-D").FailsAsync(Stop));
            await Control.CalmAsync(Stop);
            foreach (var text in Texts(await Control.SendAsync(HttpMethod.Get, "/state", null, Stop)))
            {
                watch.Look("the front-end", text);
                watch.Look("the front-end, encoded", Decoded(text));
            }
        }

        Assert.Empty(watch.Found);
        Assert.True(watch.Looked is { Arguments: > 100, Files: > 10 }, $"It has hardly looked: {watch.Looked}.");
        Assert.False(realService.Pending(), "Something has connected to the endpoint of the environment.");
        foreach (var each in (await GetAsync("edge")).Hosts)
            await LookAtAsync(each);
        watch.Look("delete", await Lab.Start(variables, "delete", "edge", "-D").SucceedsAsync(Stop));
        Assert.Empty(watch.Found);
    }

    /// <summary>The descriptor with secrets in it, and with a machine that stands.</summary>
    private static string Careless(string text, string endpoint) => text
        .Replace("driver: packet\n", $"driver: packet\n    packet_token: {Token}\n    packet_project: {Project}\n    packet_endpoint: {endpoint}\n", StringComparison.Ordinal)
        .Replace("hosts:\n", $$"""
              configuration:
                registry_password: {{Written["a role's variable"]}}
                backup_token: ${env:CANARY}

            hosts:
              - im_mad: kvm
                vm_mad: kvm
                provision:
                  driver: onprem
                  hostname: edge-rack
                  address: 192.0.2.11
                  redfish:
                    url: https://bmc.rack.example
                    user: admin
                    password: {{Written["redfish.password of the descriptor"]}}

            """, StringComparison.Ordinal);

    /// <summary>Whatever lies on a host's disk, but what the system brings.</summary>
    private async Task LookAtAsync(EdgeHost host)
    {
        foreach (var (place, secret) in Secrets)
        {
            var found = await OnHostAsync(host, $"grep -rlF -e '{secret}' /etc /root /home /var /tmp /run /opt 2>/dev/null || true");
            Assert.True(found.Trim().Length == 0, $"{place} on {host.Hostname}: {found}");
        }
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => Texts(pair.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static string Decoded(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }
}
