using System.Globalization;
using System.Text;
using System.Xml.Linq;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>
/// A virtual machine on an edge host gets a public address while it runs and is reached from outside by it, also after its host was switched off and on, until the address is taken away
/// again. A namespace on the host stands in for the machine, this computer for the outside world; the front-end runs the command as its IPAM driver and hook, and the test does what oned
/// does on the host: it runs the network driver.
/// </summary>
public sealed class VirtualMachineAddressTests(ScriptedLab lab) : IClassFixture<ScriptedLab>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ec2", "edge-ec2", "edge-ec2-a", "private-host-only", "ipam_mad: ec2", "open: [icmp, tcp/8080]")]
    [InlineData("on-premises", "on-premises", "edge-1", "host-only", "ipam_mad: packet, packet_ip_type: public_ipv4, facility: ams1", null)]
    public async Task Life_OfAnExampleWithAPublicNetwork_ItsMachineIsReachedFromOutside(string example, string name, string hostname, string network, string range, string? open)
    {
        using (var setup = lab.Setup("--yes"))
            await setup.SucceedsAsync(Stop);
        await using var engine = await lab.ConnectAsync(Stop);
        using var door = new FrontEndDoor(lab.Session);
        var created = await engine.RunAsync(new CreateRequest(await DescriptorAsync(example, range, open)), new Eyes(), Consent.Given, CancellationToken.None);
        Assert.Empty(created.Failures.Select(f => f.Error.Message));
        var host = created.Provision!.Hosts.Single(h => h.Hostname == hostname);
        int NetworkId(string suffix) => created.Provision.Networks.Single(n => n.Name == $"{name}-{suffix}").Id;

        var vm = await door.RunMachineAsync(host.Id, 0, string.Create(CultureInfo.InvariantCulture, $"CPU=1\nMEMORY=128\nNIC=[ NETWORK_ID=\"{NetworkId(network)}\" ]"), Stop);
        await StartAsync(engine, door, host, vm);
        await door.CallAsync("one.vm.attachnic", Stop, vm, string.Create(CultureInfo.InvariantCulture, $"NIC_ALIAS=[ NETWORK_ID=\"{NetworkId("public")}\", PARENT=\"NIC0\" ]"));
        await DriveAsync(engine, host, "post", vm, await door.CallAsync("one.vm.info", Stop, vm));
        var address = (await ScriptedLab.WaitForAddressAsync(engine, a => a.VirtualMachineId == vm && a.HostId == host.Id && a.State == EdgeAddressState.Assigned)).Address!;
        await Eventually.IsAsync(() => AnswersAsync(address), "the address answers");
        await RunAsync(engine, host, Guest.Serve(8080, 8081));
        await Eventually.IsAsync(() => Outside.ConnectsAsync(address, 8080, Stop), "what is open is reached");
        if (open is null)
            await Eventually.IsAsync(() => Outside.ConnectsAsync(address, 8081, Stop), "nothing is held up");
        else
            Assert.False(await Outside.ConnectsAsync(address, 8081, Stop));

        await door.CallAsync("one.vm.action", Stop, "poweroff-hard", vm);
        Assert.Empty((await engine.RunAsync(new PowerRequest(name, [host.Id], PowerChange.Stop), new Eyes(), Consent.Given, CancellationToken.None)).Failures);
        Assert.False(await AnswersAsync(address));
        Assert.Empty((await engine.RunAsync(new PowerRequest(name, [host.Id], PowerChange.Start), new Eyes(), Consent.Given, CancellationToken.None)).Failures);

        // Where a provider lends addresses, the host has another one by now; the machine on it keeps its own.
        host = (await engine.GetProvisionsAsync(name, Stop))[0].Hosts.Single(h => h.Id == host.Id);
        await door.CallAsync("one.vm.action", Stop, "resume", vm);
        await StartAsync(engine, door, host, vm);
        await Eventually.IsAsync(() => AnswersAsync(address), "the address answers again");

        var alias = XDocument.Parse(await door.CallAsync("one.vm.info", Stop, vm));
        alias.Descendants("NIC_ALIAS").Single().Add(new XElement("ATTACH", "YES"));
        await door.CallAsync("one.vm.detachnic", Stop, vm, 1);
        await DriveAsync(engine, host, "clean", vm, alias.ToString(SaveOptions.DisableFormatting));
        Assert.Equal("", await RunAsync(engine, host, "/usr/local/lib/edgeprovision/alias-sdnat show"));
        await Eventually.IsAsync(async () => (await ScriptedLab.AddressesAsync(engine)).All(a => a is { State: EdgeAddressState.Free, LeasedBy: null }), "the address leads nowhere");
        Assert.False(await AnswersAsync(address));

        await door.CallAsync("one.vm.action", Stop, "terminate-hard", vm);
        await Eventually.IsAsync(async () => XDocument.Parse(await door.CallAsync("one.vm.info", Stop, vm)).Root!.Element("STATE")!.Value == "6", "the machine has ended");
        var deleted = await engine.RunAsync(new DeleteRequest(name), new Eyes(), Consent.Given, CancellationToken.None);
        Assert.Empty(deleted.Failures.Select(f => f.Error.Message));
        var left = await lab.Control.LookAsync(Stop);
        Assert.Empty(left.OwnObjects);
        Assert.Empty(left.Devices);
        Assert.Empty(left.Reservations);
    }

    /// <summary>The example, and a network whose addresses are rented with it.</summary>
    private async Task<string> DescriptorAsync(string example, string range, string? open)
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

            """ + (open is null ? "" : $"defaults:\n  provision:\n    {open}\n"),
            Stop);
        return path;
    }

    /// <summary>What oned and libvirt do on the host when a machine starts there: it is plugged into its bridge, then the network driver is run with its description.</summary>
    private static async Task StartAsync(EdgeEngine engine, FrontEndDoor door, EdgeHost host, int vm)
    {
        var description = await door.CallAsync("one.vm.info", Stop, vm);
        var card = XDocument.Parse(description).Root!.Element("TEMPLATE")!.Element("NIC")!.Element("IP")!.Value;
        await RunAsync(engine, host, Guest.Plug("br0", card + "/24", gateway: "192.168.150.1"));
        await DriveAsync(engine, host, "post", vm, description);
    }

    /// <summary>Runs the network driver as oned does when a machine starts and when something is plugged: with the machine's description.</summary>
    private static Task DriveAsync(EdgeEngine engine, EdgeHost host, string action, int vm, string description) => RunAsync(
        engine, host, $"echo {Convert.ToBase64String(Encoding.UTF8.GetBytes(description))} | runuser -u oneadmin -- /var/tmp/one/vnm/alias_sdnat/{action} one-{vm}");

    private static async Task<string> RunAsync(EdgeEngine engine, EdgeHost host, string command)
    {
        var result = await engine.RunCommandAsync(host, command, null, _ => { }, Consent.Given, Stop);
        Assert.True(result.ExitStatus == 0, $"{command}: {result.ExitStatus}\n{result.Output}{result.ErrorOutput}");
        return result.Output;
    }

    private static Task<bool> AnswersAsync(string address) => Outside.PingsAsync(address, Stop);
}
