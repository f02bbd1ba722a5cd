using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Text;
using System.Xml.Linq;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>
/// A virtual machine on an edge host is reached from outside by a public address, before and after its host was switched off and on. A namespace on the host stands in for the
/// machine, this computer for the outside world; the front-end runs the command as its IPAM driver and hook, and the test does what oned does on the host: it runs the network driver.
/// </summary>
public sealed class VirtualMachineAddressTests(ScriptedLab lab) : IClassFixture<ScriptedLab>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ec2", "edge-ec2", "edge-ec2-a", "private-host-only", "ipam_mad: ec2")]
    [InlineData("on-premises", "on-premises", "edge-1", "host-only", "ipam_mad: packet, packet_ip_type: public_ipv4, facility: ams1")]
    public async Task Life_OfAnExampleWithAPublicNetwork_ItsMachineIsReachedFromOutside(string example, string name, string hostname, string network, string range)
    {
        using (var setup = lab.Setup("--yes"))
            await setup.SucceedsAsync(Stop);
        await using var engine = await lab.ConnectAsync(Stop);
        using var door = new FrontEndDoor(lab.Session);
        var created = await engine.RunAsync(new CreateRequest(await DescriptorAsync(example, range)), new Eyes(), Consent.Given, CancellationToken.None);
        Assert.Empty(created.Failures.Select(f => f.Error.Message));
        var host = created.Provision!.Hosts.Single(h => h.Hostname == hostname);
        int NetworkId(string suffix) => created.Provision.Networks.Single(n => n.Name == $"{name}-{suffix}").Id;

        var vm = await door.RunMachineAsync(
            host.Id, 0, string.Create(CultureInfo.InvariantCulture, $"CPU=1\nMEMORY=128\nNIC=[ NETWORK_ID=\"{NetworkId(network)}\" ]\nNIC_ALIAS=[ NETWORK_ID=\"{NetworkId("public")}\", PARENT=\"NIC0\" ]"), Stop);
        var address = (await LedAsync(engine, vm, host)).Address!;
        await StartAsync(engine, door, host, vm);
        Assert.True(await AnswersAsync(address));

        await door.CallAsync("one.vm.action", Stop, "poweroff-hard", vm);
        Assert.Empty((await engine.RunAsync(new PowerRequest(name, [host.Id], PowerChange.Stop), new Eyes(), Consent.Given, CancellationToken.None)).Failures);
        Assert.False(await AnswersAsync(address));
        Assert.Empty((await engine.RunAsync(new PowerRequest(name, [host.Id], PowerChange.Start), new Eyes(), Consent.Given, CancellationToken.None)).Failures);
        await door.CallAsync("one.vm.action", Stop, "resume", vm);
        await StartAsync(engine, door, host, vm);
        await WaitAsync(() => AnswersAsync(address), "the address answers again");

        await door.CallAsync("one.vm.action", Stop, "terminate-hard", vm);
        await WaitAsync(async () => (await AddressesAsync(engine)).All(a => a is { State: EdgeAddressState.Free, LeasedBy: null }), "the address leads nowhere");
        var deleted = await engine.RunAsync(new DeleteRequest(name), new Eyes(), Consent.Given, CancellationToken.None);
        Assert.Empty(deleted.Failures.Select(f => f.Error.Message));
        var left = await lab.Control.LookAsync(Stop);
        Assert.Empty(left.OwnObjects);
        Assert.Empty(left.Devices);
        Assert.Empty(left.Reservations);
    }

    /// <summary>The example, and a network whose addresses are rented with it.</summary>
    private async Task<string> DescriptorAsync(string example, string range)
    {
        var path = Path.Combine(lab.Home, $"{example}-public.yaml");
        var standing = Path.Combine(Directory.GetParent(Tree.Content)!.FullName, "examples", $"{example}.yaml");
        await File.WriteAllTextAsync(
            path,
            $$"""
            extends: {{standing}}
            networks:
              - name: "<%= @name %>-public"
                vn_mad: alias_sdnat
                external: yes
                ar:
                  - { type: IP4, size: 1, {{range}} }

            """,
            Stop);
        return path;
    }

    /// <summary>What oned and libvirt do on the host when a machine starts there: it is plugged into its bridge, then the network driver is run with its description.</summary>
    private static async Task StartAsync(EdgeEngine engine, FrontEndDoor door, EdgeHost host, int vm)
    {
        var description = await door.CallAsync("one.vm.info", Stop, vm);
        var card = XDocument.Parse(description).Root!.Element("TEMPLATE")!.Element("NIC")!.Element("IP")!.Value;
        var input = Convert.ToBase64String(Encoding.UTF8.GetBytes(description));
        foreach (var command in new[]
        {
            Guest.Plug("br0", card + "/24", gateway: "192.168.150.1"),
            $"echo {input} | runuser -u oneadmin -- /var/tmp/one/vnm/alias_sdnat/post one-{vm}",
        })
        {
            var result = await engine.RunCommandAsync(host, command, null, Consent.Given, Stop);
            Assert.True(result.ExitStatus == 0, $"{command}: {result.ExitStatus}\n{result.Output}{result.ErrorOutput}");
        }
    }

    private static async Task<EdgeAddress> LedAsync(EdgeEngine engine, int vm, EdgeHost host)
    {
        EdgeAddress? led = null;
        await WaitAsync(async () => (led = (await AddressesAsync(engine)).FirstOrDefault(a => a.VirtualMachineId == vm && a.HostId == host.Id && a.State == EdgeAddressState.Assigned)) is not null, "the hook leads the address");
        return led!;
    }

    private static Task<IReadOnlyList<EdgeAddress>> AddressesAsync(EdgeEngine engine) =>
        engine.GetAddressesAsync(null, new Dictionary<string, string>(), (_, error) => throw error, Stop);

    private static async Task WaitAsync(Func<Task<bool>> condition, string what)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"It never came to that: {what}.");
            await Task.Delay(200, Stop);
        }
    }

    private static async Task<bool> AnswersAsync(string address)
    {
        using Ping ping = new();
        return (await ping.SendPingAsync(IPAddress.Parse(address), TimeSpan.FromSeconds(1), cancellationToken: Stop)).Status == IPStatus.Success;
    }
}
