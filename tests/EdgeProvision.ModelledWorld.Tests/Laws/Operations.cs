using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.OpenNebula;

namespace EdgeProvision.ModelledWorld.Tests.Laws;

/// <summary>The operations that the laws are tried on, each with the world before it and the world that it must leave.</summary>
internal static class Operations
{
    private const int Hosts = 2;

    public static Sweep Create(FrontEndRelease release, int stride = 1, int offset = 0) => new()
    {
        Release = release,
        Stride = stride,
        Offset = offset,
        Request = world => Task.FromResult<OperationRequest>(new CreateRequest(Path(world))),
        Problems = (_, inventory) => inventory.ProblemsOfProvision(Hosts, ipam: true),
    };

    /// <summary>Machines around which a network is made, at a service whose reads are behind, and one that stands elsewhere.</summary>
    public static Sweep CreateAtEc2(FrontEndRelease release, int stride = 1, int offset = 0) => new()
    {
        Release = release,
        Stride = stride,
        Offset = offset,
        HasEc2 = true,
        Arrange = world =>
        {
            world.Sandbox.Ec2Emulator!.Conditions.Lag = TimeSpan.FromSeconds(2);
            return Task.CompletedTask;
        },
        Request = world => Task.FromResult<OperationRequest>(new CreateRequest(world.Write("edge.yaml", Descriptors.Ec2AndStanding(Hosts)))),
        Problems = (_, inventory) => inventory.ProblemsOfOwnNetwork(Hosts),
    };

    public static Sweep Delete(FrontEndRelease release, int stride = 1, int offset = 0) => new()
    {
        Release = release,
        Stride = stride,
        Offset = offset,
        Arrange = StandAsync,
        Request = _ => Task.FromResult<OperationRequest>(new DeleteRequest("edge")),
        Problems = (_, inventory) => inventory.ProblemsOfNothing(),
        DoneCode = "ProvisionNotFound",
    };

    public static Sweep Configure(FrontEndRelease release, int stride = 1, int offset = 0) => new()
    {
        Release = release,
        Stride = stride,
        Offset = offset,
        Arrange = StandAsync,
        Request = _ => Task.FromResult<OperationRequest>(new ConfigureRequest("edge") { Reapply = true }),
        Problems = (_, inventory) => inventory.ProblemsOfProvision(Hosts, ipam: true),
        IsIdempotent = false,
    };

    public static Sweep Power(FrontEndRelease release, PowerChange change, int stride = 1, int offset = 0) => new()
    {
        Release = release,
        Stride = stride,
        Offset = offset,
        Arrange = async world =>
        {
            await StandAsync(world);
            if (change == PowerChange.Start)
                await world.RunAsync(new PowerRequest("edge", await IdsAsync(world), PowerChange.Stop));
        },
        Request = async world => new PowerRequest("edge", await IdsAsync(world), change),
        Problems = (world, inventory) => change == PowerChange.Stop
            ? world.Room.Machines.Where(m => m.Memory is not null).Select(m => $"machine {m.Machine.Hostname} is on")
                .Concat(inventory.Objects.Where(o => o.Kind == "host" && Inventory.Text(o, "EDGE_POWER") != "off").Select(o => $"host {o.Id} is said to be {Inventory.Text(o, "EDGE_POWER")}"))
            : inventory.ProblemsOfProvision(Hosts, ipam: true)
                .Concat(world.Room.Machines.Where(m => m.Boots < 2).Select(m => $"machine {m.Machine.Hostname} was booted {m.Boots} times"))
                .Concat(inventory.Objects.Where(o => o.Kind == "host" && Inventory.Text(o, "EDGE_POWER") != "on").Select(o => $"host {o.Id} is said to be {Inventory.Text(o, "EDGE_POWER")}")),
        IsIdempotent = false,
    };

    /// <summary>A machine comes back under another address, and the overlay goes over the public ones since one member is elsewhere.</summary>
    public static Sweep ResetAtEc2(FrontEndRelease release, int stride = 1, int offset = 0) => new()
    {
        Release = release,
        Stride = stride,
        Offset = offset,
        HasEc2 = true,
        Arrange = async world => Assert.Equal(OperationOutcome.Succeeded, (await world.RunAsync(new CreateRequest(world.Write("edge.yaml", Descriptors.Ec2AndStanding(Hosts)))))!.Operation.Outcome),
        Request = async world => new PowerRequest("edge", [(await IdsAsync(world))[0]], PowerChange.Reset),
        Problems = (world, inventory) => inventory.ProblemsOfOwnNetwork(Hosts).Concat(inventory.ProblemsOfPublicOverlay())
            .Concat(world.Room.Machines.Any(m => m is { IsTranslated: true, Boots: > 1 }) ? [] : ["no machine was reset"])
            .Concat(inventory.Objects.Where(o => o.Kind == "host" && Inventory.Text(o, "EDGE_POWER") != "on").Select(o => $"host {o.Id} is said to be {Inventory.Text(o, "EDGE_POWER")}")),
        IsIdempotent = false,
    };

    public static Sweep DeleteHost(FrontEndRelease release, int stride = 1, int offset = 0) => new()
    {
        Release = release,
        Stride = stride,
        Offset = offset,
        Arrange = StandAsync,
        Request = async world => new DeleteHostsRequest("edge", [(await IdsAsync(world))[0]]),
        Problems = (_, inventory) => inventory.ProblemsOfProvision(Hosts - 1, ipam: true),
        DoneCode = "HostNotFound",
        Next = new ConfigureRequest("edge") { Reapply = true },
    };

    public static Sweep Update(FrontEndRelease release, int stride = 1, int offset = 0) => new()
    {
        Release = release,
        Stride = stride,
        Offset = offset,
        Arrange = StandAsync,
        Request = world => Task.FromResult<OperationRequest>(new UpdateRequest(world.Write("edited.yaml", Descriptors.FosdemEdited()))),
        Problems = (_, inventory) => inventory.ProblemsOfProvision(Hosts, ipam: true).Concat(inventory.ProblemsOfTheEdit()),
    };

    /// <summary>What machines that stand are reached by, and by whom, is another.</summary>
    public static Sweep UpdateAdmission(FrontEndRelease release, int stride = 1, int offset = 0) => new()
    {
        Release = release,
        Stride = stride,
        Offset = offset,
        HasEc2 = true,
        Arrange = async world => Assert.Equal(OperationOutcome.Succeeded, (await world.RunAsync(new CreateRequest(world.Write("edge.yaml", Descriptors.Ec2(Hosts, Admission.Before)))))!.Operation.Outcome),
        Request = world => Task.FromResult<OperationRequest>(new UpdateRequest(world.Write("edited.yaml", Descriptors.Ec2(Hosts, Admission.After)))),
        Problems = (_, inventory) => inventory.ProblemsOfAdmission(Hosts),
    };

    public static Sweep Import(FrontEndRelease release, int stride = 1, int offset = 0, bool sharesHostname = false) => new()
    {
        Release = release,
        Stride = stride,
        Offset = offset,
        Arrange = async world =>
        {
            using var original = new OriginalTool(world) { SharesHostname = sharesHostname };
            await world.RunAsync(() => original.CreateAsync(Hosts));
        },
        Request = _ => Task.FromResult<OperationRequest>(new ImportRequest("edge")),
        Problems = (_, inventory) => inventory.ProblemsOfAdoption(Hosts),
    };

    /// <summary>An order of addresses: whatever of it was lost, no key is bought twice and none is forgotten.</summary>
    public static Sweep CreateAddress(FrontEndRelease release, int stride = 1, int offset = 0) => new()
    {
        Release = release,
        Stride = stride,
        Offset = offset,
        Arrange = StandAsync,
        Request = _ => Task.FromResult<OperationRequest>(new CreateAddressRequest("edge", 2)),
        Problems = (_, inventory) => inventory.ProblemsOfAddresses(1, 2),
        IsIdempotent = false,
    };

    public static Sweep AssignAddress(FrontEndRelease release, int stride = 1, int offset = 0) => new()
    {
        Release = release,
        Stride = stride,
        Offset = offset,
        Arrange = async world =>
        {
            await StandAsync(world);
            var ids = await IdsAsync(world);
            await world.RunAsync(new CreateAddressRequest("edge", 1));
            await world.RunAsync(new AssignAddressRequest("edge", [await AddressAsync(world)], ids[0]));
        },
        Request = async world => new AssignAddressRequest("edge", [await AddressAsync(world)], (await IdsAsync(world))[1]),
        Problems = (_, inventory) => inventory.ProblemsOfAddresses(1, 1).Concat(inventory.ProblemsOfAssignment(1)),
    };

    public static Sweep DeleteAddress(FrontEndRelease release, int stride = 1, int offset = 0) => new()
    {
        Release = release,
        Stride = stride,
        Offset = offset,
        Arrange = async world =>
        {
            await StandAsync(world);
            await world.RunAsync(new CreateAddressRequest("edge", 1));
            await world.RunAsync(new AssignAddressRequest("edge", [await AddressAsync(world)], (await IdsAsync(world))[0]));
        },
        Request = async world => new DeleteAddressRequest("edge", [(await AddressesAsync(world)).Single(a => a.Key!.Contains("/ip/", StringComparison.Ordinal)).ReservationId]),
        Problems = (_, inventory) => inventory.ProblemsOfAddresses(0, 0),
        DoneCode = "AddressNotFound",
    };

    public static Task<IReadOnlyList<EdgeAddress>> AddressesAsync(TheWorld world) => world.RunAsync(async () =>
        await (await world.Start().EngineAsync()).GetAddressesAsync(["edge"], new Dictionary<string, string>(), (_, error) => throw error, CancellationToken.None));

    private static async Task<string> AddressAsync(TheWorld world) =>
        (await AddressesAsync(world)).Single(a => a.Key!.Contains("/ip/", StringComparison.Ordinal)).Address!;

    public static async Task StandAsync(TheWorld world)
    {
        var created = await world.RunAsync(new CreateRequest(Path(world)));
        Assert.Equal(OperationOutcome.Succeeded, created!.Operation.Outcome);
    }

    public static Task<IReadOnlyList<int>> IdsAsync(TheWorld world) => world.RunAsync<IReadOnlyList<int>>(async () =>
    {
        var engine = await world.Start().EngineAsync();
        return [.. (await engine.GetProvisionsAsync("edge", CancellationToken.None))[0].Hosts.Select(h => h.Id)];
    });

    private static string Path(TheWorld world) => world.Write("edge.yaml", Descriptors.Fosdem(Hosts));
}
