using System.Xml.Linq;
using EdgeProvision.Sandbox.OpenNebula;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

/// <summary>A machine with a card on a host, a network whose addresses a driver manages, and hooks for the states that cards make.</summary>
internal sealed class PluggingBench : IDisposable
{
    private PluggingBench(FrontEndRelease release) => World = new FrontEndWorld(release, options => options with { MachineHooks = Hooks });

    internal FrontEndWorld World { get; }

    internal RecordedHooks Hooks { get; } = new();

    internal FrontEndClient Client => World.Client;

    internal int Private { get; private set; }

    internal int Public { get; private set; }

    internal int Vm { get; private set; }

    internal static async Task<PluggingBench> StartAsync(FrontEndRelease release = FrontEndRelease.V6_10)
    {
        var bench = new PluggingBench(release);
        var client = bench.Client;
        var host = await client.IdAsync("one.host.allocate", "h0", "kvm", "kvm", 0);
        bench.Private = await client.IdAsync("one.vn.allocate", "NAME=\"private\"\nVN_MAD=\"dummy\"\nBRIDGE=\"br0\"\nAR=[ TYPE=\"IP4\", IP=\"192.168.150.2\", SIZE=\"9\" ]", 0);
        bench.Public = await client.IdAsync("one.vn.allocate", "NAME=\"public\"\nVN_MAD=\"alias_sdnat\"\nEXTERNAL=\"yes\"\nAR=[ TYPE=\"IP4\", SIZE=\"4\", IPAM_MAD=\"packet\" ]", 0);
        await bench.World.PassAsync(TimeSpan.FromSeconds(1));
        foreach (var (name, moment) in new[] { ("running", "ON=\"RUNNING\""), ("plugging", "ON=\"CUSTOM\"\nSTATE=\"ACTIVE\"\nLCM_STATE=\"HOTPLUG_NIC\""), ("done", "ON=\"DONE\"") })
            await client.IdAsync("one.hook.allocate", $"NAME=\"{name}\"\nTYPE=\"state\"\nCOMMAND=\"{name}\"\nRESOURCE=\"VM\"\n{moment}");
        bench.Vm = await client.IdAsync("one.vm.allocate", $"CPU=1\nMEMORY=64\nNIC=[ NETWORK_ID=\"{bench.Private}\" ]", false);
        await client.IdAsync("one.vm.deploy", bench.Vm, host, false, 0);
        await bench.Hooks.TakeAsync(1);
        return bench;
    }

    internal string Alias(string more = "") => $"NIC_ALIAS=[ NETWORK_ID=\"{Public}\", PARENT=\"NIC0\"{more} ]";

    internal Task<FrontEndReply> AttachAsync(string template) => Client.CallAsync("one.vm.attachnic", Vm, template);

    internal Task<FrontEndReply> DetachAsync(int card) => Client.CallAsync("one.vm.detachnic", Vm, card);

    internal Task<XElement> MachineAsync() => Client.InfoAsync("one.vm.info", Vm);

    /// <summary>The states of the machine, as the daemon numbers them.</summary>
    internal async Task<(string, string)> StateAsync() => States(await MachineAsync());

    internal static (string, string) States(XElement machine) => (machine.Element("STATE")!.Value, machine.Element("LCM_STATE")!.Value);

    /// <summary>Whose the leases of a network are: address and machine.</summary>
    internal async Task<IReadOnlyList<string>> LeasesAsync(int network) =>
        [.. (await Client.InfoAsync("one.vn.info", network)).Descendants("LEASE").Select(l => $"{l.Element("IP")!.Value} {l.Element("VM")!.Value}")];

    /// <summary>What the driver was asked for since the network was made.</summary>
    internal IEnumerable<string> Asked => World.Registry.Asked.Select(a => a.Action).Skip(1);

    /// <summary>Lets the host's drivers answer, until the machine runs again.</summary>
    internal async Task RunningAsync()
    {
        do
            await World.PassAsync(TimeSpan.FromMilliseconds(100));
        while (await StateAsync() != ("3", "3"));
    }

    public void Dispose() => World.Dispose();
}
