using System.Globalization;
using System.Net;
using System.Text;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Aliases;
using EdgeProvision.Engine.Ipam;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Settings;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.OpenNebula.Drivers;
using FrontEndClient = EdgeProvision.Engine.OpenNebula.FrontEndClient;
using FrontEndOptions = EdgeProvision.Sandbox.OpenNebula.FrontEndOptions;
using Tools = EdgeProvision.Sandbox.Tests.OpenNebula.FrontEndClient;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>
/// A virtual machine's elastic address at EC2: rented by the IPAM driver, led to the instance by the hook, and the host told as which private address it arrives there.
/// </summary>
public sealed class VirtualMachineAddressTests : IAsyncDisposable
{
    private readonly DriverBench _ec2 = new();
    private readonly Registry _registry = new();
    private readonly Told _told = new();
    private readonly HttpServer _server;
    private readonly FrontEndClient _front;
    private readonly Tools _tools;

    public VirtualMachineAddressTests()
    {
        var emulator = new FrontEndEmulator(new FrontEndOptions
        {
            Password = Tools.Admin.Split(':')[1],
            IpamDrivers = ["dummy", "ec2"],
            AddressRegistry = _registry,
            SandboxAttribute =
            [
                new("ID", "test"), new("EC2_ENDPOINT", _ec2.Settings.Endpoint.ToString()), new("EC2_ACCESS", DriverBench.Access), new("EC2_SECRET", DriverBench.Secret),
                new("EC2_REGIONS", "eu-central-1"), new("SETTLE_SECONDS", "2"),
            ],
        });
        _tools = new Tools(emulator);
        _server = new HttpServer(emulator, new IPEndPoint(IPAddress.Loopback, 0), new HttpServerOptions());
        _server.Start();
        _registry.ConnectAsync = ConnectAsync;
        _front = new FrontEndClient(new Engine.OpenNebula.FrontEndOptions { Endpoint = new Uri($"http://{_server.EndPoint}/RPC2"), Session = Tools.Admin });
    }

    private static CancellationToken Token => DriverBench.Token;

    public async ValueTask DisposeAsync()
    {
        _front.Dispose();
        await _server.DisposeAsync();
        await _ec2.DisposeAsync();
    }

    [Fact]
    public async Task Hook_MachineRunsMovesAndEnds_HostsAreToldHowItArrives()
    {
        var (first, second) = (await HostAsync("node1"), await HostAsync("node2"));
        var network = await _front.Networks.AllocateAsync("NAME=\"public\"\nVN_MAD=\"dummy\"\nBRIDGE=\"br0\"\nAR=[ TYPE=\"IP4\", SIZE=\"1\", IPAM_MAD=\"ec2\" ]", -1, Token);
        var range = Assert.Single((await _front.Networks.WaitReadyAsync(network, TimeSpan.FromSeconds(30), Token)).AddressRanges);
        Assert.StartsWith("eipalloc-", range.Attributes.Text("DEPLOY_ID"), StringComparison.Ordinal);
        var vm = await RunAsync("one.vm.allocate", string.Create(CultureInfo.InvariantCulture, $"CPU=1\nMEMORY=1\nNIC=[ MODEL=\"virtio\" ]\nNIC_ALIAS=[ NETWORK_ID=\"{network}\", PARENT=\"NIC0\" ]"), false);
        await RunAsync("one.vm.deploy", vm, first.Host, false, 0);

        await HookAsync(vm);
        var there = Assert.Single(await AssignmentsAsync(range));
        Assert.Equal(first.Instance, there.DeviceId);
        Assert.NotEqual(range.Ip, there.InnerAddress);
        Assert.Equal([(first.Host, range.Ip!, (string?)there.InnerAddress)], _told.Taken());

        // What stands right is told once more: a host forgets it with its boot.
        await HookAsync(vm);
        Assert.Equal([(first.Host, range.Ip!, (string?)there.InnerAddress)], _told.Taken());

        await RunAsync("one.vm.migrate", vm, second.Host, true, false, -1);
        await HookAsync(vm);
        var moved = Assert.Single(await AssignmentsAsync(range));
        Assert.Equal(second.Instance, moved.DeviceId);
        Assert.Equal([(first.Host, range.Ip!, null), (second.Host, range.Ip!, moved.InnerAddress)], _told.Taken());

        await RunAsync("one.vm.recover", vm, 3);
        while ((await _front.VirtualMachines.InfoAsync(vm, Token)).State != Engine.OpenNebula.VmState.Done)
            await Task.Delay(20, Token);
        await HookAsync(vm);
        Assert.Empty(await AssignmentsAsync(range));
        Assert.True(_told.Taken() is [] or [(_, _, null)]);
        Assert.DoesNotContain(_log, m => m.IsError);
    }

    [Fact]
    public async Task Hook_AddressIsLedToTheHostsOwn_NobodyIsToldAndItStaysThere()
    {
        var there = await HostAsync("node1");
        var network = await _front.Networks.AllocateAsync("NAME=\"public\"\nVN_MAD=\"dummy\"\nBRIDGE=\"br0\"\nAR=[ TYPE=\"IP4\", SIZE=\"1\", IPAM_MAD=\"ec2\" ]", -1, Token);
        var range = Assert.Single((await _front.Networks.WaitReadyAsync(network, TimeSpan.FromSeconds(30), Token)).AddressRanges);
        var vm = await RunAsync("one.vm.allocate", string.Create(CultureInfo.InvariantCulture, $"CPU=1\nMEMORY=1\nNIC=[ MODEL=\"virtio\" ]\nNIC_ALIAS=[ NETWORK_ID=\"{network}\", PARENT=\"NIC0\" ]"), false);
        await RunAsync("one.vm.deploy", vm, there.Host, false, 0);
        await _ec2.Driver.EquipDeviceAsync((await _ec2.Driver.GetDeviceAsync(there.Instance, Token))!, DriverBench.Request("node1", 1, ("elasticip", range.Ip!)), Token);

        await HookAsync(vm);
        await RunAsync("one.vm.recover", vm, 3);
        while ((await _front.VirtualMachines.InfoAsync(vm, Token)).State != Engine.OpenNebula.VmState.Done)
            await Task.Delay(20, Token);
        await HookAsync(vm);

        Assert.Empty(_told.Taken());
        Assert.Equal(2, _log.Count(m => m.IsError && m.Text.Contains("the own address of machine", StringComparison.Ordinal)));
        var own = Assert.Single(await AssignmentsAsync(range));
        Assert.Equal((there.Instance, true), (own.DeviceId, own.IsMachinesOwn));
        var block = (await _ec2.Driver.Addresses!.GetAsync(range.Attributes.Text("DEPLOY_ID")!, Token))!;
        var refused = await Assert.ThrowsAsync<EdgeProvision.Model.EdgeException>(() => _ec2.Driver.Addresses.AssignAsync(block, range.Ip!, there.Instance, Token));
        Assert.Equal("AddressOfMachine", refused.Code);
    }

    private readonly List<AliasMessage> _log = [];

    private async Task HookAsync(int vm)
    {
        await using var engine = await ConnectAsync();
        await engine.RunAliasHookAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes((await _tools.InfoAsync("one.vm.info", vm, false)).ToString())), _log.Add, Token);
    }

    private async Task<IReadOnlyList<Engine.Providers.Addresses.AddressAssignment>> AssignmentsAsync(AddressRange range) =>
        [.. (await _ec2.Driver.Addresses!.GetAsync(range.Attributes.Text("DEPLOY_ID")!, Token))!.Addresses.Select(a => a.Assignment).OfType<Engine.Providers.Addresses.AddressAssignment>()];

    private Task<int> RunAsync(string method, params object[] arguments) => _tools.IdAsync(method, arguments);

    private async Task<(int Host, string Instance)> HostAsync(string name)
    {
        var device = await _ec2.RunAsync(DriverBench.Request(name));
        var id = await _front.Hosts.AllocateAsync(name, "kvm", "kvm", 0, Token);
        await _front.Hosts.UpdateAsync(id, UpdateMode.Merge, $"PM_MAD=\"ec2\"\nPROVISION=[ DEPLOY_ID=\"{device.Id}\" ]", Token);
        return (id, device.Id);
    }

    private Task<EdgeEngine> ConnectAsync() => EdgeEngine.ConnectAsync(
        new EngineOptions { ContentDirectory = AppContext.BaseDirectory, Machine = new NoMachine(), HostTranslation = _told },
        new FrontEndChoice { Endpoint = _front.Endpoint.ToString(), Session = Tools.Admin }, Token);

    private sealed class Told : IHostTranslation
    {
        private readonly List<(int, string, string?)> _all = [];

        public Task TellAsync(HostObject host, string address, string? inner, CancellationToken cancellationToken)
        {
            _all.Add((host.Id, address, inner));
            return Task.CompletedTask;
        }

        /// <summary>What hosts were told since the last look.</summary>
        public List<(int Host, string Address, string? Inner)> Taken()
        {
            List<(int, string, string?)> taken = [.. _all];
            _all.Clear();
            return taken;
        }
    }

    private sealed class NoMachine : IHostEnvironment
    {
        public string Home => "/nowhere";

        public string? Variable(string name) => null;

        public string? ReadFile(string path) => null;
    }

    private sealed class Registry : IAddressRegistry
    {
        public Func<Task<EdgeEngine>> ConnectAsync { get; set; } = () => throw new InvalidOperationException();

        public Task<AddressRangeAnswer> RegisterAsync(AddressRangeRequest request, CancellationToken cancellationToken) => RunAsync(IpamAction.Register, request);

        public Task<AddressRangeAnswer> UnregisterAsync(AddressRangeRequest request, CancellationToken cancellationToken) => RunAsync(IpamAction.Unregister, request);

        public Task<AddressRangeAnswer> GetAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => RunAsync(IpamAction.Get, request);

        public Task<AddressRangeAnswer> AllocateAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => RunAsync(IpamAction.Allocate, request);

        public Task<AddressRangeAnswer> FreeAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => RunAsync(IpamAction.Free, request);

        private async Task<AddressRangeAnswer> RunAsync(IpamAction action, AddressRangeRequest request)
        {
            await using var engine = await ConnectAsync();
            var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(request.ToXml()));
            return AddressRangeAnswer.Ok(await engine.AnswerIpamAsync(new IpamCall(action, text, TimeProvider.System.GetTimestamp()), CancellationToken.None));
        }
    }
}
