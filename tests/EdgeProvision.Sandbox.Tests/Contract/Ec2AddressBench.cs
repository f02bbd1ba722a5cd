using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.Purchases;
using EdgeProvision.Sandbox.Tests.Ec2;

namespace EdgeProvision.Sandbox.Tests.Contract;

/// <summary>EC2's.</summary>
internal sealed class Ec2AddressBench : IAddressBench
{
    private readonly DriverBench _bench = new();

    public IProviderDriver Driver => _bench.Driver;

    public Ec2Emulator Emulator => _bench.Emulator;

    public Ledger Ledger => _bench.Emulator.Ledger;

    public int Quota => new Ec2Quotas().Addresses;

    public int Writes => _bench.Writes;

    public ReservationRequest Request(string key, int count) => new("p-1", key, count, new Dictionary<string, string>());

    public Task<Device> RunAsync(string name) => _bench.RunAsync(DriverBench.Request(name));

    public void FailOrders(FaultKind kind, int status = 503, int times = 1) => _bench.Fail("AllocateAddress", kind, status, times: times);

    public void FailAssigning(FaultKind kind, int times = 1) => _bench.Fail("As*Address*", kind, times: times);

    public Task OptInAsync(string group) => _bench.OptInAsync(group);

    /// <summary>A card that can have no more.</summary>
    public void FailPrivateAddresses(string code) => _bench.Fail("AssignPrivateIpAddresses", FaultKind.Status, 400, code);

    public void LimitOrders() => _bench.Fail("AllocateAddress", FaultKind.Status, 503, "RequestLimitExceeded");

    public ValueTask DisposeAsync() => _bench.DisposeAsync();
}
