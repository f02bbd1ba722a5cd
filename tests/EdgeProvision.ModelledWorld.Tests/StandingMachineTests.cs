using System.Text;
using System.Text.Json.Nodes;
using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.Hosts;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.OpenNebula;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>Machines that stand already, at a front-end that is no sandbox's: addresses, keys and power are what the descriptor says.</summary>
public sealed class StandingMachineTests
{
    private const string Password = TheWorld.StandingPassword;
    private readonly List<string> _said = [];
    private readonly Dictionary<string, string> _files = [];
    private readonly Dictionary<string, string> _variables = [];

    [Theory]
    [InlineData(FrontEndRelease.V6_10)]
    [InlineData(FrontEndRelease.V7_4)]
    public async Task OnPrem_FromTakingToLettingGo_IsPoweredByRedfishAndKeepsThePasswordEncrypted(FrontEndRelease release)
    {
        await using var world = new TheWorld(release) { IsSandbox = false };
        var inventory = new Inventory(world);
        var machines = await StandAsync(world, 2);
        var path = world.Write("onprem.yaml", Descriptors.Standing([.. machines.Select((m, i) => $"hostname: rack-{i}, address: {m.PublicAddress}, private_address: {m.PrivateAddress}, {Redfish(m)}")]).WithKeys(world, machines));

        var made = await RunAsync(world, new CreateRequest(path));

        Assert.Empty(made.Failures.Select(f => f.Error.Message));
        Assert.All(made.Provision!.Hosts, h => Assert.Equal((EdgeHostState.Ready, h.Address), (h.State, h.Name)));
        Assert.Empty(inventory.Devices);
        Assert.All(world.Room.Machines, m => Assert.Equal(2, m.Memory!.PeersInForce.Count));
        AssertHidden(inventory);
        Assert.Equal(OperationOutcome.Unchanged, (await RunAsync(world, new CreateRequest(path))).Operation.Outcome);

        // Another process, without the descriptor: what it needs stands with the provision.
        int[] ids = [.. made.Provision.Hosts.Select(h => h.Id)];
        foreach (var change in new[] { PowerChange.Restart, PowerChange.Stop, PowerChange.Start, PowerChange.Reset })
            Assert.Empty((await RunAsync(world, new PowerRequest("edge", ids, change))).Failures.Select(f => f.Error.Message));
        Assert.All(Resets(world), r => Assert.Equal("GracefulRestart GracefulShutdown On ForceOff On", r));

        Assert.Empty((await RunAsync(world, new DeleteRequest("edge"))).Failures.Select(f => f.Error.Message));
        Assert.Empty(inventory.ProblemsOfNothing());
        Assert.All(world.Room.Machines, m => Assert.NotNull(m.Memory));
        Assert.DoesNotContain(_said, line => line.Contains(Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_WithoutAHostKey_NamesTheFingerprintAndMakesNothing()
    {
        await using var world = new TheWorld { IsSandbox = false };
        var inventory = new Inventory(world);
        var machine = (await StandAsync(world, 1))[0];
        var path = world.Write("onprem.yaml", Descriptors.Standing($"hostname: rack-0, address: {machine.PublicAddress}"));
        var key = world.Room.Get(machine.Id).Disk.HostKey;

        var error = await Assert.ThrowsAsync<EdgeException>(() => RunAsync(world, new CreateRequest(path)));

        Assert.Equal(("HostKeyUnknown", ErrorKind.Security), (error.Code, error.Kind));
        Assert.True(SshPublicKey.TryParse(key, out var shown));
        Assert.Contains(shown.Fingerprint, error.Message, StringComparison.Ordinal);
        Assert.Contains($"host_key: \"{shown.Line}\"", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("known_hosts", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(inventory.ProblemsOfNothing());

        // The other way forward: the caller has been there by ssh.
        _files[Path.Combine(world.Folder, ".ssh", "known_hosts")] = $"{machine.PublicAddress} {key}\n";
        Assert.Empty((await RunAsync(world, new CreateRequest(path))).Failures.Select(f => f.Error.Message));
    }

    [Fact]
    public async Task Create_WithAnotherHostKeyThanTheMachines_LogsInToNobody()
    {
        await using var world = new TheWorld { IsSandbox = false };
        var machines = await StandAsync(world, 2);
        var path = world.Write("onprem.yaml", Descriptors.Standing($"hostname: rack-0, address: {machines[0].PublicAddress}").WithKeys(world, [machines[1]]));

        var failed = await RunAsync(world, new CreateRequest(path));

        Assert.Equal("HostKeyChanged", Assert.Single(failed.Failures).Error.Code);
        Assert.Equal(1, world.Room.Get(machines[0].Id).Boots);
    }

    [Theory]
    [InlineData("onprem", "redfish nor power_command")]
    [InlineData("dummy", "'dummy' does nothing")]
    public async Task Stop_WithoutAWayToThePower_IsRefusedBeforeAnything(string driver, string said)
    {
        await using var world = new TheWorld { IsSandbox = false };
        var inventory = new Inventory(world);
        var machine = (await StandAsync(world, 1))[0];
        var made = await RunAsync(world, new CreateRequest(world.Write("d.yaml", Descriptors.Standing(driver, [$"hostname: rack-0, ip: {machine.PublicAddress}"]).WithKeys(world, [machine]))));
        Assert.Empty(made.Failures.Select(f => f.Error.Message));

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => RunAsync(world, new PowerRequest("edge", [made.Provision!.Hosts[0].Id], PowerChange.Stop)));

        Assert.Equal(("PowerNotSupported", ErrorKind.NotSupported), (error.Code, error.Kind));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        var host = inventory.Objects.Single(o => o.Kind == "host");
        Assert.Equal(("on", "Monitored"), (Inventory.Text(host, "EDGE_POWER"), host.State));
        Assert.Empty((await RunAsync(world, new DeleteRequest("edge"))).Failures);
        Assert.Empty(inventory.ProblemsOfNothing());
    }

    [Fact]
    public async Task Stop_OfAMachineThatDoesNotShutDown_PullsThePlug()
    {
        await using var world = new TheWorld { IsSandbox = false };
        var (_, host) = await MakeAsync(world);
        world.Sandbox.RedfishEmulator!.Conditions.IgnoresShutdown = true;
        var began = world.Clock.Elapsed;

        Assert.Empty((await RunAsync(world, new PowerRequest("edge", [host.Id], PowerChange.Stop))).Failures.Select(f => f.Error.Message));

        Assert.Equal("GracefulShutdown ForceOff", Resets(world)[0]);
        Assert.True(world.Clock.Elapsed - began > TimeSpan.FromMinutes(3));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_OnAControllerWithFewActions_TakesWhatItHas(bool tells)
    {
        await using var world = new TheWorld { IsSandbox = false };
        var (_, host) = await MakeAsync(world);
        var conditions = world.Sandbox.RedfishEmulator!.Conditions;
        conditions.Resets = ["On", "ForceOff", "PowerCycle"];
        conditions.TellsResets = tells;

        Assert.Empty((await RunAsync(world, new PowerRequest("edge", [host.Id], PowerChange.Restart))).Failures.Select(f => f.Error.Message));
        Assert.Equal("PowerCycle", Resets(world)[0]);

        conditions.Resets = ["PushPowerButton"];
        conditions.TellsResets = true;
        var error = Assert.Single((await RunAsync(world, new PowerRequest("edge", [host.Id], PowerChange.Stop))).Failures).Error;
        Assert.Equal(("PowerNotSupported", ErrorKind.NotSupported), (error.Code, error.Kind));
        Assert.Contains("PushPowerButton", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_WhenTheControllerIsDead_LetsTheMachineGoAllTheSame()
    {
        await using var world = new TheWorld { IsSandbox = false };
        var inventory = new Inventory(world);
        await MakeAsync(world);
        world.Sandbox.Board.Add(new Sandbox.Control.FaultOrder { Match = new Sandbox.Control.CallMatch { Service = "redfish" }, Kind = Sandbox.Control.FaultKind.Reset, Times = int.MaxValue });

        Assert.Empty((await RunAsync(world, new DeleteRequest("edge"))).Failures.Select(f => f.Error.Message));
        Assert.Empty(inventory.ProblemsOfNothing());
    }

    [Fact]
    public async Task Create_WithAPasswordThatTheControllerRefuses_SaysSoAndMakesNoHostReady()
    {
        await using var world = new TheWorld { IsSandbox = false };
        var machine = (await StandAsync(world, 1))[0];
        _variables["REDFISH_PASSWORD"] = "wrong-password";
        var text = Descriptors.Standing($"hostname: rack-0, address: {machine.PublicAddress}, redfish: {{ url: \"https://redfish.modelled\", user: sandbox, system: {machine.Id} }}").WithKeys(world, [machine]);

        var error = Assert.Single((await RunAsync(world, new CreateRequest(world.Write("d.yaml", text)))).Failures).Error;

        Assert.Equal(("RedfishLoginRefused", ErrorKind.AccessDenied), (error.Code, error.Kind));
        Assert.DoesNotContain("wrong-password", error.ToString(), StringComparison.Ordinal);

        // The right one, from the environment: it is stored nowhere.
        _variables["REDFISH_PASSWORD"] = Password;
        Assert.Empty((await RunAsync(world, new CreateRequest(Path.Combine(world.Folder, "d.yaml")))).Failures.Select(f => f.Error.Message));
        AssertHidden(new Inventory(world));
    }

    [Fact]
    public async Task Create_OnAFrontEndThatEncryptsNoRedfishPassword_RefusesAndNamesTheLine()
    {
        await using var world = new TheWorld(FrontEndRelease.V5_10) { IsSandbox = false };
        var inventory = new Inventory(world);
        var machine = (await StandAsync(world, 1))[0];
        var path = world.Write("d.yaml", Descriptors.Standing($"hostname: rack-0, address: {machine.PublicAddress}, {Redfish(machine)}").WithKeys(world, [machine]));

        var error = Assert.Single((await RunAsync(world, new CreateRequest(path))).Failures).Error;

        Assert.Equal("SecretsNotEncrypted", error.Code);
        Assert.Contains("PROVISION/REDFISH_PASSWORD", error.RecommendedAction, StringComparison.Ordinal);
        AssertHidden(inventory);
    }

    [Fact]
    public async Task Create_OfTwoHostsAtOneAddress_IsRefusedBeforeAnythingIsMade()
    {
        await using var world = new TheWorld { IsSandbox = false };
        var machine = (await StandAsync(world, 1))[0];
        var text = Descriptors.Standing($"hostname: rack-0, address: {machine.PublicAddress}", $"hostname: rack-1, address: {machine.PublicAddress}").WithKeys(world, [machine, machine]);

        var error = await Assert.ThrowsAsync<DescriptorException>(() => RunAsync(world, new CreateRequest(world.Write("d.yaml", text))));

        var told = Assert.Single(error.Diagnostics);
        Assert.Equal(("MachineTaken", "hosts[1].provision.address"), (told.Code, told.Path));
        Assert.Empty(new Inventory(world).Objects);
    }

    [Fact]
    public async Task Create_OfAMachineThatAnotherProvisionHas_IsRefusedBeforeAnythingIsMade()
    {
        await using var world = new TheWorld { IsSandbox = false };
        var inventory = new Inventory(world);
        var (machine, host) = await MakeAsync(world);
        var count = inventory.Objects.Count();
        var text = Descriptors.Standing($"hostname: rack-9, address: {machine.PublicAddress}").WithKeys(world, [machine]).Replace("name: edge", "name: other", StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<DescriptorException>(() => RunAsync(world, new CreateRequest(world.Write("other.yaml", text))));

        var told = Assert.Single(error.Diagnostics);
        Assert.Equal(("MachineTaken", "hosts[0].provision.address"), (told.Code, told.Path));
        Assert.True(told.Line > 0);
        Assert.Contains($"is that of host {host.Id} (rack-0) of provision edge.", told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("delete", told.Suggestion, StringComparison.Ordinal);
        Assert.Equal(count, inventory.Objects.Count());
    }

    [Theory]
    [MemberData(nameof(LawTests.Kinds), MemberType = typeof(LawTests))]
    public async Task AnyOperation_DisturbedAtAnyCall_TheNextRunFinishes(string kind)
    {
        var interference = Enum.Parse<Interference>(kind);
        foreach (var sweep in new[] { Sweeps.Create, Sweeps.Delete, Sweeps.Reset })
        {
            var problems = await sweep((int)interference).RunAsync(interference);
            Assert.True(problems.Count == 0, string.Join('\n', problems));
        }
    }

    private static string Redfish(Machine machine) => $"redfish: {{ url: \"https://redfish.modelled\", user: sandbox, password: {Password}, system: {machine.Id} }}";

    private async Task<(Machine Machine, EdgeHost Host)> MakeAsync(TheWorld world)
    {
        var machine = (await StandAsync(world, 1))[0];
        var text = Descriptors.Standing($"hostname: rack-0, address: {machine.PublicAddress}, {Redfish(machine)}").WithKeys(world, [machine]);
        var made = await RunAsync(world, new CreateRequest(world.Write("d.yaml", text)));
        Assert.Empty(made.Failures.Select(f => f.Error.Message));
        return (machine, made.Provision!.Hosts[0]);
    }

    /// <summary>Machines that somebody has set up, long before there is a provision.</summary>
    private static async Task<IReadOnlyList<Machine>> StandAsync(TheWorld world, int count)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Authorization"] = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"sandbox:{Password}")) };
        for (var i = 0; i < count; i++)
        {
            var order = new JsonObject { ["name"] = $"standing-{i}", ["hostname"] = $"standing-{i}", ["authorizedKeys"] = new JsonArray(TheWorld.PublicKeyLine) };
            await world.RunAsync(() => world.Sandbox.Redfish!.AnswerAsync(new HttpCall("POST", "/machines", "", headers, Encoding.UTF8.GetBytes(order.ToJsonString())), CancellationToken.None));
        }

        await world.PassAsync(TimeSpan.FromMinutes(1));
        return [.. world.Room.Machines.Select(m => m.Machine).OrderBy(m => m.Hostname, StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> Resets(TheWorld world) =>
        [.. world.Sandbox.RedfishEmulator!.Describe()["machines"]!.AsArray().Select(m => string.Join(' ', m!["resets"]!.AsArray().Select(r => (string)r!)))];

    private static void AssertHidden(Inventory inventory)
    {
        foreach (var item in inventory.Objects)
        {
            foreach (var attribute in item.Template)
            {
                var texts = attribute.Elements?.Values.ToList() ?? [attribute.Value ?? ""];
                Assert.DoesNotContain(texts, t => t.Contains(Password, StringComparison.Ordinal));
                Assert.True(attribute.Name != "DESCRIPTOR_BASE64" || !Encoding.UTF8.GetString(Convert.FromBase64String(texts[0])).Contains(Password, StringComparison.Ordinal));
            }
        }
    }

    private async Task<OperationResult> RunAsync(TheWorld world, OperationRequest request)
    {
        var machine = new ModelledEnvironment(TheWorld.KeyPath, TheWorld.KeyText) { Home = world.Folder };
        foreach (var (path, text) in _files)
            machine.Files[path] = text;
        foreach (var (name, value) in _variables)
            machine.Variables[name] = value;
        var process = new EngineProcess(world, "workstation", 7) { Machine = machine, Trace = _said.Add };
        return (await world.RunAsync(() => process.RunAsync(request)))!;
    }

    /// <summary>In a sandbox, whose machines play the addresses.</summary>
    private static class Sweeps
    {
        private const int Stride = 19;
        private static readonly string[] Machines =
            ["hostname: rack-0, address: 192.0.2.1, redfish: { url: \"https://bmc-0.example\", user: admin, password: secret-word }", "hostname: rack-1, address: rack-1.example, power_command: ipmi"];

        public static Sweep Create(int offset) => new()
        {
            Release = FrontEndRelease.V6_10,
            Stride = Stride,
            Offset = offset,
            Request = world => Task.FromResult<OperationRequest>(new CreateRequest(Path(world))),
            Problems = (world, inventory) => Problems(world, inventory, hosts: 2),
        };

        public static Sweep Delete(int offset) => new()
        {
            Release = FrontEndRelease.V6_10,
            Stride = Stride,
            Offset = offset,
            Arrange = MakeAsync,
            Request = _ => Task.FromResult<OperationRequest>(new DeleteRequest("edge")),
            Problems = (_, inventory) => inventory.ProblemsOfNothing(),
            DoneCode = "ProvisionNotFound",
        };

        public static Sweep Reset(int offset) => new()
        {
            Release = FrontEndRelease.V6_10,
            Stride = Stride,
            Offset = offset,
            Arrange = MakeAsync,
            Request = async world => new PowerRequest("edge", await Operations.IdsAsync(world), PowerChange.Reset),
            Problems = (world, inventory) => Problems(world, inventory, hosts: 2).Concat(world.Room.Machines.Where(m => m.Boots < 2).Select(m => $"{m.Machine.Hostname} was not restarted")),
            IsIdempotent = false,
        };

        private static async Task MakeAsync(TheWorld world) => await world.RunAsync(new CreateRequest(Path(world)));

        private static string Path(TheWorld world) => world.Write("standing.yaml", Descriptors.Standing(Machines));

        private static IEnumerable<string> Problems(TheWorld world, Inventory inventory, int hosts)
        {
            if (world.Room.Machines.Count != hosts)
                yield return $"{world.Room.Machines.Count} machines for {hosts} hosts";
            foreach (var host in inventory.Objects.Where(o => o.Kind == "host"))
            {
                if (host.State is not "Monitored" || Inventory.Text(host, "PROVISION_CONFIGURATION_STATUS") is not "configured")
                    yield return $"host {host.Name} is {host.State}, {Inventory.Text(host, "PROVISION_CONFIGURATION_STATUS")}";
                if (Inventory.Text(host, "EDGE_POWER") is not "on")
                    yield return $"host {host.Name} is said to be {Inventory.Text(host, "EDGE_POWER")}";
            }

            if (inventory.Objects.Count(o => o.Kind == "host") != hosts)
                yield return "not all hosts are there";
            foreach (var machine in world.Room.Machines.Where(m => m.Memory?.PeersInForce.Count != hosts))
                yield return $"{machine.Machine.Hostname} has {machine.Memory?.PeersInForce.Count} peers";
        }
    }
}
