using EdgeProvision.Engine.Providers.Registry;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.OpenNebula;
using EdgeProvision.Sandbox.OpenNebula.Records;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>Machines rented with a registered provider, at a front-end that is no sandbox's.</summary>
public sealed class RegisteredProviderTests
{
    private const string Token = "token";
    private readonly Dictionary<string, string> _variables = new() { ["AMS_TOKEN"] = Token };
    private readonly List<string> _said = [];

    [Theory]
    [InlineData(FrontEndRelease.V5_10)]
    [InlineData(FrontEndRelease.V7_4)]
    public async Task CreateAndDelete_StoreItsNameAndNothingElse(FrontEndRelease release)
    {
        await using var world = new TheWorld(release) { IsSandbox = false };
        var inventory = new Inventory(world);
        await RegisterAsync(world, "ams", "env:AMS_TOKEN");
        var path = world.Write("edge.yaml", Descriptor());

        var made = await world.RunAsync(() => Start(world).RunAsync(new CreateRequest(path)));

        Assert.Equal(OperationOutcome.Succeeded, made!.Operation.Outcome);
        Assert.Empty(inventory.ProblemsOfProvision(2, ipam: false));
        var record = inventory.Objects.Single(o => o.Kind == "document").Template.Single(a => a.Name == "DRIVER").Elements!;
        Assert.Equal("ams", record["PROVIDER"]);
        AssertNothingKept(world, inventory);

        // Somebody else's token in the environment is not taken for a provision that was made with a registered provider.
        _variables["PACKET_TOKEN"] = "another-token";
        var removed = await world.RunAsync(() => Start(world).RunAsync(new DeleteRequest("edge")));

        Assert.Equal(OperationOutcome.Succeeded, removed!.Operation.Outcome);
        Assert.Empty(inventory.ProblemsOfNothing());
        Assert.DoesNotContain(_said, line => line.Contains(Token + "\"", StringComparison.Ordinal) || line.Contains("=" + Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_WithTheSameTokenFromTheEnvironment_KeepsItEncryptedInstead()
    {
        await using var world = new TheWorld(FrontEndRelease.V5_10) { IsSandbox = false };
        var inventory = new Inventory(world);
        _variables["PACKET_TOKEN"] = Token;
        _variables["PACKET_ENDPOINT"] = "http://packet.modelled";
        _variables["PACKET_PROJECT"] = world.Sandbox.PacketEmulator.Tenant.ProjectId;

        await world.RunAsync(() => Start(world).RunAsync(new CreateRequest(world.Write("edge.yaml", Descriptor()))));

        // What the other test looks for is there to be found.
        Assert.Contains(inventory.Objects.Where(o => o.Kind == "host"), h => h.Template.Single(a => a.Name == "PROVISION").Elements!.ContainsKey("PACKET_TOKEN"));
        Assert.False(inventory.Objects.Single(o => o.Kind == "document").Template.Single(a => a.Name == "DRIVER").Elements!.ContainsKey("PROVIDER"));
    }

    [Fact]
    public async Task Create_WithSeveral_TakesTheOneThatTheDescriptorNames()
    {
        await using var world = new TheWorld { IsSandbox = false };
        var inventory = new Inventory(world);
        await RegisterAsync(world, "ams", "env:AMS_TOKEN");
        await RegisterAsync(world, "other", "env:OTHER_TOKEN");
        var path = world.Write("edge.yaml", Descriptor());

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(() => Start(world).RunAsync(new CreateRequest(path))));
        Assert.Equal("ProviderAmbiguous", error.Code);
        Assert.Empty(inventory.ProblemsOfNothing());

        var made = await world.RunAsync(() => Start(world).RunAsync(new CreateRequest(world.Write("edge.yaml", Descriptor("provider: ams")))));

        Assert.Equal(OperationOutcome.Succeeded, made!.Operation.Outcome);
        var host = inventory.Objects.First(o => o.Kind == "host").Template.Single(a => a.Name == "PROVISION").Elements!;
        Assert.DoesNotContain("PROVIDER", host.Keys);
        var compared = await world.RunAsync(async () => await (await Start(world).EngineAsync()).CompareAsync(new CompareRequest("edge"), CancellationToken.None));
        Assert.Empty(compared);
    }

    [Fact]
    public async Task Create_WithACredentialThatIsNotAccepted_SaysWhereItCameFromAndForgetsIt()
    {
        await using var world = new TheWorld { IsSandbox = false };
        await RegisterAsync(world, "ams", "prompt");
        var door = new Door { Answer = "mistyped" };
        var process = new EngineProcess(world, "workstation", 7) { Machine = Machine(world), Credentials = door };
        var path = world.Write("edge.yaml", Descriptor());

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => world.RunAsync(() => process.RunAsync(new CreateRequest(path))));
        Assert.Equal("ProviderTokenRefused", error.Code);
        Assert.Contains("the registered provider 'ams'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("mistyped", error.ToString(), StringComparison.Ordinal);

        door.Answer = Token;
        var made = await world.RunAsync(() => process.RunAsync(new CreateRequest(path)));
        await world.RunAsync(() => process.RunAsync(new DeleteRequest("edge")));

        Assert.Equal(OperationOutcome.Succeeded, made!.Operation.Outcome);
        Assert.Equal(2, door.Asked);
    }

    [Fact]
    public async Task Offers_OfRegisteredProvidersAndTheEnvironments_AreAskedForByName()
    {
        await using var world = new TheWorld { IsSandbox = false };
        await RegisterAsync(world, "ams", "env:AMS_TOKEN");
        _variables["PACKET_ENDPOINT"] = "http://packet.modelled/";
        _variables["PACKET_TOKEN"] = "wrong";
        _variables["PACKET_PROJECT"] = "p";
        var engine = await world.RunAsync(Start(world).EngineAsync);

        var providers = engine.Offers.Providers();
        Assert.Equal([("ams", true, "env:AMS_TOKEN"), ("packet", false, "env:PACKET_TOKEN")], providers.Select(p => (p.Name, p.IsRegistered, p.CredentialSource)));

        Assert.NotEmpty(await world.RunAsync(() => engine.Offers.LocationsAsync(providers[0], CancellationToken.None)));
        Assert.Equal("ProviderTokenRefused", (await Assert.ThrowsAnyAsync<EdgeException>(() => world.RunAsync(() => engine.Offers.LocationsAsync(providers[1], CancellationToken.None)))).Code);
    }

    private static string Descriptor(string more = "") => Descriptors.Fosdem(2, ipam: false)
        .Replace("os: debian_12\n", $"os: debian_12\n    {more}\n  connection:\n    private_key: {TheWorld.KeyPath}\n", StringComparison.Ordinal);

    private static void AssertNothingKept(TheWorld world, Inventory inventory)
    {
        foreach (var item in inventory.Objects)
        {
            foreach (var (name, text) in item.Template.SelectMany(Texts))
                Assert.False(name.Contains("TOKEN", StringComparison.Ordinal) || text == Token, $"{item.Kind} {item.Id} keeps {name}");
        }

        Assert.DoesNotContain(Directory.EnumerateFiles(world.Folder, "*", SearchOption.AllDirectories), f => File.ReadAllText(f).Contains($"\"{Token}\"", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Name, string Text)> Texts(AttributeDump attribute) =>
        attribute.Elements?.Select(e => (e.Key, e.Value)) ?? [(attribute.Name, attribute.Value ?? "")];

    private ModelledEnvironment Machine(TheWorld world)
    {
        var machine = new ModelledEnvironment(TheWorld.KeyPath, TheWorld.KeyText) { Home = world.Folder };
        foreach (var (name, value) in _variables)
            machine.Variables[name] = value;
        return machine;
    }

    private EngineProcess Start(TheWorld world) => new(world, "workstation", 7) { Machine = Machine(world), Trace = _said.Add };

    private async Task RegisterAsync(TheWorld world, string name, string source) => await new ProviderRegistry(Path.Combine(world.Folder, ".config", "edgeprovision"), TimeProvider.System).AddAsync(
        ProviderRegistry.Check(new NewRegistration(name, "packet", "http://packet.modelled")
        {
            Project = world.Sandbox.PacketEmulator.Tenant.ProjectId, CredentialSources = [source],
        }), replace: false, TestContext.Current.CancellationToken);

    private sealed class Door : ICredentialDoor
    {
        public string? Answer { get; set; }

        public int Asked { get; private set; }

        public Task<string> ReadSecretAsync(string name, string? vault, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string?> AskAsync(string what, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(Answer);
        }
    }
}
