using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Boards;
using EdgeProvision.Engine.Execution.Costs;
using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Tests.Descriptors;
using EdgeProvision.Engine.Tests.Planning;
using EdgeProvision.Engine.Tests.Providers;
using EdgeProvision.Model;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Engine.Tests.Execution.Costs;

/// <summary>What renting and releasing costs, where the provider tells, and never at the price of an operation.</summary>
public sealed class PlanCostsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedDriver _provider;

    public PlanCostsTests()
    {
        _provider = new ScriptedDriver(_time);
        _provider.Catalogs["plan"] = new Catalog("plan",
        [
            new HardwareEntry("p0", "baremetal_0", "t1.small.x86")
            {
                HourlyPrice = 0.07m, Currency = "USD", Places = new Dictionary<string, decimal?> { ["ams1"] = null, ["ewr1"] = 0.07m, ["nrt1"] = 0.08m },
            },
            new HardwareEntry("p1", "c3.small.x86", "") { HourlyPrice = 0.5m, Currency = "USD" },
            new HardwareEntry("p2", "reserved", ""),
        ]) { TakesNames = true };
    }

    [Theory]
    [InlineData("facility: ams1, plan: baremetal_0", 0.07)]
    [InlineData("facility: nrt1, plan: T1.small.x86", 0.08)]
    [InlineData("facility: [ams1, ewr1], plan: baremetal_0", 0.07)]
    [InlineData("facility: 'ams1,nrt1', plan: baremetal_0", null)]
    [InlineData("facility: any, plan: baremetal_0", null)]
    [InlineData("metro: zz, plan: c3.small.x86", 0.5)]
    [InlineData("facility: ams1, plan: reserved", null)]
    [InlineData("facility: ams1, plan: unheard_of", null)]
    public async Task Add_ToARent_IsThePriceWhereItIsRented(string order, double? price)
    {
        var plan = (await AddAsync(Create(order))).Shown;

        var rent = plan.Steps.Single(s => s.Kind == "RentDevice");
        Assert.Equal((decimal?)price, rent.HourlyCost);
        Assert.Equal(price is null ? null : "USD", rent.Currency);
        Assert.All(plan.Steps.Where(s => s != rent), s => Assert.Null(s.HourlyCost));
        Assert.Equal((decimal?)price, plan.HourlyCost);
        Assert.Equal(["plan"], _provider.CatalogsRead);
    }

    [Theory]
    [InlineData("r-1", 0.3)]
    [InlineData("r-2", null)]
    [InlineData("r-9", null)]
    [InlineData("next-available", 0.3)]
    public async Task Add_ToARentOfReservedHardware_IsWhatTheReservationCostsAndNeverThePlan(string reservation, double? price)
    {
        _provider.Reserved =
        [
            new ReservedHardware("r-1", "baremetal_0", ["ams1", "am"], null) { HourlyPrice = 0.3m, Currency = "USD" },
            new ReservedHardware("r-2", "baremetal_0", ["ams1", "am"], "d-7"),
            new ReservedHardware("r-3", "baremetal_0", ["ewr1", "ny"], null) { HourlyPrice = 0.9m, Currency = "USD" },
        ];

        var plan = (await AddAsync(Create($"facility: ams1, plan: baremetal_0, hardware_reservation: {reservation}"))).Shown;

        Assert.Equal((decimal?)price, plan.Steps.Single(s => s.Kind == "RentDevice").HourlyCost);
    }

    [Fact]
    public async Task Add_ToAReleaseOfReservedHardware_DoesNotSaveThePlansPrice() =>
        Assert.Null((await AddAsync(Delete("baremetal_0", "nrt1", "r-1"))).Shown.HourlyCost);

    [Fact]
    public async Task Add_ToAReleaseOfAMachine_IsWhatItSaves()
    {
        var plan = (await AddAsync(Delete("baremetal_0", "nrt1"))).Shown;

        Assert.Equal(-0.08m, plan.Steps.Single(s => s.Kind == "ReleaseDevice").HourlyCost);
        Assert.Equal(-0.08m, plan.HourlyCost);
    }

    [Fact]
    public async Task Add_ToAReleaseOfAMachineThatTheProviderDoesNotDescribe_LeavesItOpen() =>
        Assert.Null((await AddAsync(Delete(null, null))).Shown.HourlyCost);

    [Fact]
    public async Task Add_ToARemoval_CountsMachinesOfNoHostAndThoseThatCarryAHostsKeyOnce()
    {
        var observed = Standing("baremetal_0", "nrt1");
        var host = observed.Devices[0];
        observed = observed with
        {
            Devices =
            [
                host, host with { Id = "twin", Hardware = "c3.small.x86", Location = "ams1" }, host with { Id = "stray-1", EdgeKey = World.KeyOf("gone") }, host with { Id = "stray-2", EdgeKey = null, Hardware = "unheard_of" },
                host with { Id = "stray-3", EdgeKey = null, Hardware = "c3.small.x86", ReservationId = "r-1" },
            ],
        };
        _provider.Reserved = [new ReservedHardware("r-1", "baremetal_0", ["ams1", "am"], "stray-3")];

        var plan = (await AddAsync(Prepared(DeletePlanner.Plan(observed, false, false), observed, null))).Shown;

        Assert.Equal((-0.58m, -0.08m), (plan.Steps.Single(s => s.Kind == "ReleaseDevice").HourlyCost, plan.Steps.Single(s => s.Kind == "ReleaseRest").HourlyCost));
        Assert.Equal((-0.66m, "USD"), (plan.HourlyCost, plan.Currency));
    }

    [Fact]
    public async Task Add_ToAPlanThatNeitherRentsNorReleases_AsksNobody()
    {
        const string Text = "name: edge\nnetworks: [{name: n, vn_mad: dummy, bridge: b}]\n";

        await AddAsync(Prepared(Inputs.Plan(Text, Inputs.Nothing), Inputs.Nothing, Text));

        Assert.Empty(_provider.CatalogsRead);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Add_WhenTheProviderFailsOrHangs_GoesOnWithoutCosts(bool hangs)
    {
        _provider.OnReadCatalog = token => hangs ? Task.Delay(Timeout.Infinite, token) : throw new EdgeException("ProviderUnavailable", ErrorKind.Unreachable, "down");

        var adding = AddAsync(Delete("baremetal_0", "ams1"));
        await _time.RunAsync(adding);

        Assert.Null((await adding).Shown.HourlyCost);
        Assert.InRange(_time.GetUtcNow() - new FakeTimeProvider().GetUtcNow(), TimeSpan.Zero, TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Copy_OfCosts_GoesByStep()
    {
        var prepared = Create("facility: ams1, plan: baremetal_0");
        var known = await AddAsync(prepared);

        Assert.Equal(known.Shown.Steps, PlanCosts.Copy(prepared.Plan, known).Shown.Steps);
    }

    private Task<OperationPlan> AddAsync(PreparedOperation prepared) => PlanCosts.AddAsync(prepared, _time, TestContext.Current.CancellationToken);

    private PreparedOperation Create(string order)
    {
        var text = $$$"""
            name: edge
            hosts:
              - {im_mad: kvm, vm_mad: kvm, provision: {hostname: a, driver: packet, packet_token: T, packet_project: p, os: centos_7, {{{order}}}}}
            """;
        return Prepared(Inputs.Plan(text, Inputs.Nothing), Inputs.Nothing, text);
    }

    private PreparedOperation Delete(string? hardware, string? place, string? reservation = null)
    {
        var standing = Standing(hardware, place, reservation);
        return Prepared(DeletePlanner.Plan(standing, false, false), standing, null);
    }

    private static ObservedProvision Standing(string? hardware, string? place, string? reservation = null)
    {
        var standing = Inputs.Standing("name: edge\n", Seen.Ready("a"));
        return standing with { Devices = [.. standing.Devices.Select(d => d with { Hardware = hardware, Location = place, ReservationId = reservation })] };
    }

    private PreparedOperation Prepared(OperationPlan plan, ObservedProvision observed, string? text)
    {
        var settings = new ProviderSettings("packet", new Uri("https://provider.example/"), new Dictionary<string, string>(), "p", null, null);
        var loaded = text is null ? null : Loading.Load(text);
        return new PreparedOperation(
            plan, observed, World.ProvisionId, loaded, loaded?.Text,
            new Dictionary<string, ProviderAccess> { ["packet"] = new(settings, _provider, new DeviceBoard(_provider, World.ProvisionId)) }, new Dictionary<string, string>(), []);
    }
}
