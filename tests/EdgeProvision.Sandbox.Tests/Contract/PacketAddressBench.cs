using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Purchases;
using EdgeProvision.Sandbox.Tests.Contract.Machines;
using EdgeProvision.Sandbox.Tests.Packet;

namespace EdgeProvision.Sandbox.Tests.Contract;

/// <summary>Packet's.</summary>
internal sealed class PacketAddressBench(int quota = 16) : IAddressBench
{
    private readonly PacketDriverBench _bench = new(addressQuota: quota);

    public PaperRouter Router => _bench.Router;

    public List<WireRecord> Trace => _bench.Trace;

    public IProviderDriver Driver => _bench.Driver;

    public Ledger Ledger => _bench.Ledger;

    public int Quota => quota;

    public int Writes => _bench.Writes;

    public ReservationRequest Request(string key, int count) => new("p-1", key, count, new Dictionary<string, string> { ["facility"] = "ams1" });

    public Task<Device> RunAsync(string name) => _bench.RunAsync(_bench.Order(name));

    public void FailOrders(FaultKind kind, int status = 503, int times = 1) => Fail("/projects/*/ips", kind, status, times);

    public void FailAssigning(FaultKind kind, int times = 1) => Fail("/devices/*/ips", kind, 503, times);

    public void LimitOrders() =>
        _bench.Board.Add(new FaultOrder { Match = new CallMatch { Service = "packet", Method = "POST", Path = "/projects/*/ips" }, Kind = FaultKind.Status, Status = 429, RetryAfter = 1 });

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    /// <summary>Orders addresses as somebody else would, who does not mind waiting for an approval.</summary>
    public async Task OrderPatientlyAsync(string key, int count)
    {
        var body = $$"""{"type":"public_ipv4","facility":"ams1","quantity":{{count}},"tags":["edge-provision=p-1","edge-key={{key}}"]}""";
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Auth-Token"] = PacketDriverBench.Secret };
        var call = new HttpCall("POST", $"/projects/{PacketDriverBench.Project}/ips", "", headers, System.Text.Encoding.UTF8.GetBytes(body));
        Assert.Equal(201, (await _bench.Emulator.AnswerAsync(call, MachineBench.Token)).Status);
    }

    private void Fail(string path, FaultKind kind, int status, int times) =>
        _bench.Board.Add(new FaultOrder { Match = new CallMatch { Service = "packet", Method = "POST", Path = path }, Kind = kind, Status = status, Times = times });
}
