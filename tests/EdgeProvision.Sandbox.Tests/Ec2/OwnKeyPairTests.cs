using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>The key pair that a provision's instances are ordered with: the user's own, imported, or one that stands.</summary>
public sealed class OwnKeyPairTests : IAsyncDisposable
{
    private readonly DriverBench _bench = new();

    private IProviderDriver Driver => _bench.Driver;

    private static CancellationToken Token => DriverBench.Token;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task KeyPair_NoneGiven_IsImportedOnceAndGoesWithTheProvision()
    {
        var first = await _bench.RunAsync(DriverBench.Request("node1", 1));
        await _bench.Open(_bench.Settings).CreateDeviceAsync(DriverBench.Request("node2"), Token);

        var pair = Assert.Single(_bench.Emulator.Describe()["keyPairs"]!.AsArray())!;
        Assert.StartsWith("edge-p-1-", (string)pair["name"]!, StringComparison.Ordinal);
        Assert.Contains("edge-key=p-1/cloud/key/eu-central-1", pair["tags"]!.AsArray().Select(t => (string)t!));
        Assert.Equal((string)pair["name"]!, await _bench.KeyNameAsync(first.Id));
        Assert.Contains(await Driver.ListTaggedAsync(Token), item => item.Kind == TaggedItemKind.Surroundings && item.Id == (string)pair["id"]!);

        foreach (var device in await Driver.ListDevicesAsync("p-1", Token))
            await Driver.DeleteDeviceAsync(device.Id, Token);
        for (var pass = 0; pass < 1500 && !await Driver.RemoveSurroundingsAsync("p-1", Token); pass++)
            await Task.Delay(50, Token);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0], _bench.Counts());
    }

    [Fact]
    public async Task KeyPair_NamedInTheDescriptor_IsTakenAndNoneIsImported()
    {
        await _bench.ImportAsync("mine");

        var device = await _bench.RunAsync(DriverBench.Request("node1", 1, ("keypair", "mine")));

        Assert.Equal("mine", await _bench.KeyNameAsync(device.Id));
        Assert.Equal("mine", (string)Assert.Single(_bench.Emulator.Describe()["keyPairs"]!.AsArray())!["name"]!);
    }

    [Theory]
    [InlineData("UnauthorizedOperation", 403)]
    [InlineData("InvalidKey.Format", 400)]
    public async Task KeyPair_ThatCannotBeImported_IsDoneWithout(string code, int status)
    {
        _bench.Fail("ImportKeyPair", FaultKind.Status, status, code, times: 0);

        var device = await _bench.RunAsync(DriverBench.Request());

        Assert.Null(await _bench.KeyNameAsync(device.Id));
    }

    [Fact]
    public async Task KeyPair_ReadsLag_IsWaitedForBeforeAnOrderNamesIt()
    {
        _bench.Emulator.Conditions.Lag = TimeSpan.FromMilliseconds(400);

        Assert.IsType<CreateResult.Created>(await Driver.CreateDeviceAsync(DriverBench.Request(), Token));
    }
}
