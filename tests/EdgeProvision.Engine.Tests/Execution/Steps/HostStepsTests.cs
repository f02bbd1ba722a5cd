using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.Execution.Boards;
using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Engine.Tests.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

public sealed class HostStepsTests
{
    private static World With(ObservedHost host, OperationRequest? request = null, Descriptor? desired = null, bool hasOverlay = true) =>
        new(request ?? new PowerRequest("edge", [1], PowerChange.Restart), desired, new ObservedProvision { Name = "edge", Id = World.ProvisionId, Hosts = [host] }, hasOverlay);

    private static async Task<StepOutcome> Run(World world, IStepHandler step) =>
        await world.Time.RunAsync(step.RunAsync(world.Context("a", step.Kind))).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    private static IEnumerable<string> Statuses(World world) => world.Writes("one.host.status").Select(c => c.Arguments[1] + ":" + c.Arguments[2]);

    [Theory]
    [InlineData("2026-11-22T11:30:00Z", "2026-11-22T11:25:00Z")]
    [InlineData(null, "2026-11-21T12:00:00Z")]
    public async Task Claim_OfAHost_SaysByTheServicesClockWhenItsFirstOrderCanHaveBeen(string? service, string since)
    {
        var world = new World(desired: World.Descriptor());
        world.Driver.ServiceTime = service is null ? null : DateTimeOffset.Parse(service, System.Globalization.CultureInfo.InvariantCulture);

        await Run(world, new ClaimHostStep());

        var seconds = DateTimeOffset.Parse(since, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        Assert.Contains($"EDGE_SINCE=\"{seconds}\"", Assert.Single(world.Writes("one.host.update")).Arguments[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Await_OfAMachineThatBecomesActive_NamesTheHostAndTellsTheOthers()
    {
        var world = With(Seen.Host("a", device: "d"));
        world.Driver.Add("d", World.KeyOf("a"), DeviceState.Pending, address: null);
        world.Scope.Boards.Peers.Expect("a");
        world.Driver.OnGet = _ =>
        {
            if (world.Time.GetUtcNow().Minute >= 1)
                world.Driver.Devices[0] = world.Driver.Make("d", World.KeyOf("a"));
        };

        await Run(world, new AwaitDeviceStep());

        Assert.Equal("198.51.100.7", Assert.Single(world.Writes("one.host.rename")).Arguments[2]);
        Assert.Equal("198.51.100.7", world.Scope.Hosts["a"].Name);
        Assert.True(world.Scope.Boards.Peers.View().IsFinal);
    }

    [Fact]
    public async Task Await_OfAMachineWithAnIpv6AddressOnly_KeepsTheNameAndWritesTheAddressBesideIt()
    {
        var world = With(Seen.Host("a", device: "d"));
        world.Driver.Add("d", World.KeyOf("a"), address: "2001:db8::1");
        world.Scope.Hosts["a"].Device = world.Driver.Devices[0];

        await Run(world, new AwaitDeviceStep());
        await Run(world, new AwaitDeviceStep());

        Assert.Empty(world.Writes("one.host.rename"));
        Assert.Equal("EDGE_ADDRESS=\"2001:db8::1\"", Assert.Single(world.Writes("one.host.update")).Arguments[2]);
        Assert.Equal("2001:db8::1", world.Scope.Hosts["a"].Address);
    }

    [Fact]
    public async Task Await_OfAMachineThatFailsMeanwhile_FailsAndBuysNoOther()
    {
        var world = With(Seen.Host("a", device: "d"));
        world.Driver.Add("d", World.KeyOf("a"), DeviceState.Pending);
        world.Scope.Hosts["a"].Device = world.Driver.Devices[0];
        world.Driver.OnGet = _ => world.Driver.Become("d", DeviceState.Failed);

        var error = await Assert.ThrowsAsync<EdgeException>(() => Run(world, new AwaitDeviceStep()));

        Assert.Equal("DeviceFailed", error.Code);
        Assert.Empty(world.Driver.Asked);
    }

    [Fact]
    public async Task Await_TriedAgainAfterAFailedMachine_BuysTheNext()
    {
        var world = With(Seen.Host("a", device: "d"), desired: World.Descriptor());
        world.Driver.Add("d", World.KeyOf("a"), DeviceState.Failed);
        world.Driver.Creates.Enqueue(r => new CreateResult.Created(world.Driver.Add("good", r.EdgeKey)));
        world.Scope.Hosts["a"].Device = world.Driver.Devices[0];

        await Run(world, new AwaitDeviceStep());

        Assert.Equal(["d"], world.Driver.Deleted);
        Assert.Equal("good", world.Scope.Hosts["a"].DeviceId);
    }

    [Fact]
    public async Task Start_OfAMachineThatHasAnotherAddress_OnedKnowsItsKeyByThatAndNoMoreByTheOldOne()
    {
        const string key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG/DG/l0wYfcgFLG+Ql6hpqGKPVaMc4O9ih7h6labDC8";
        var oneadmin = Directory.CreateTempSubdirectory("oneadmin-").FullName;
        try
        {
            var file = Path.Combine(oneadmin, "known_hosts");
            await File.WriteAllTextAsync(file, $"198.51.100.1 {key}\nother.example ssh-ed25519 BBBB\n", TestContext.Current.CancellationToken);
            var host = Seen.Ready("a", device: "d") with { SshHostKey = key };
            var world = new World(new PowerRequest("edge", [1], PowerChange.Start), null, new ObservedProvision { Name = "edge", Id = World.ProvisionId, Hosts = [host] }, oneadmin: oneadmin);
            world.Driver.Add("d", World.KeyOf("a"), address: "203.0.113.9");

            await Run(world, new StartHostStep());

            Assert.Equal("203.0.113.9", Assert.Single(world.Writes("one.host.rename")).Arguments[2]);
            var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal(["other.example ssh-ed25519 BBBB", $"203.0.113.9 {key}"], lines);
        }
        finally
        {
            Directory.Delete(oneadmin, recursive: true);
        }
    }

    [Fact]
    public async Task Await_OfAMachineThatNeverComes_EndsWithItsTimeout()
    {
        var world = With(Seen.Host("a", device: "d"));
        world.Driver.Add("d", World.KeyOf("a"), DeviceState.Pending);

        Assert.Equal("DeviceNotActive", (await Assert.ThrowsAsync<EdgeException>(() => Run(world, new AwaitDeviceStep()))).Code);
    }

    [Fact]
    public async Task Release_OfAnOpenRequestWhoseReleaseTakesLong_LooksOnceMoreAfterwards()
    {
        var world = With(Seen.Host("a", request: new HostRequest(1, IsOpen: true)));
        world.Driver.Add("first", World.KeyOf("a"));
        world.Driver.OnDelete = async id =>
        {
            if (id != "first")
                return;
            await Task.Delay(TimeSpan.FromMinutes(3), world.Time, TestContext.Current.CancellationToken);
            world.Driver.Add("second", World.KeyOf("a"));
        };

        await Run(world, new ReleaseDeviceStep());

        Assert.Equal(["first", "second"], world.Driver.Deleted);
        Assert.Empty(world.Driver.Devices);
    }

    [Fact]
    public async Task Release_OfAClosedRequest_LooksOnceAndDoesNotWait()
    {
        var world = With(Seen.Host("a", device: "d"));
        world.Driver.Add("d", World.KeyOf("a"));
        var began = world.Time.GetUtcNow();

        await new ReleaseDeviceStep().RunAsync(world.Context("a", StepKind.ReleaseDevice));

        Assert.Equal(["d"], world.Driver.Deleted);
        Assert.Equal(began, world.Time.GetUtcNow());
    }

    [Fact]
    public async Task Restart_OfAHostThatAnswers_WritesTheBootBeforeItAsksAndEndsWithAnother()
    {
        var world = With(Seen.Ready("a", device: "d"));
        world.Driver.Add("d", World.KeyOf("a"));
        world.Connector.Connect = _ => new ScriptedChannel { BootId = () => world.Driver.Powered.Count == 0 ? "old" : "new" };

        await Run(world, new RestartHostStep(StepKind.RestartHost));

        Assert.Equal([("d", PowerAction.Reboot)], world.Driver.Powered);
        Assert.Contains(world.Writes("one.host.update"), c => c.Arguments[2].Contains("restarting old", StringComparison.Ordinal));
        Assert.Equal(HostPower.On, world.Scope.Hosts["a"].Power);
        Assert.Equal(["1:2", "1:0"], Statuses(world));
    }

    [Fact]
    public async Task Restart_ContinuedWhereTheHostHasBootedAnew_IsNotSentAgain()
    {
        var world = With(Seen.Ready("a", device: "d", power: new HostPower(HostPowerKind.Restarting, "old"), state: 8));
        world.Driver.Add("d", World.KeyOf("a"));
        world.Connector.Connect = _ => new ScriptedChannel { BootId = () => "new" };

        await Run(world, new RestartHostStep(StepKind.RestartHost));

        Assert.Empty(world.Driver.Powered);
        Assert.Equal(HostPower.On, world.Scope.Hosts["a"].Power);
        Assert.Equal("1:0", Statuses(world).Last());
    }

    [Fact]
    public async Task Restart_ContinuedWhereTheHostHasNotRebooted_IsSentAgain()
    {
        var world = With(Seen.Ready("a", device: "d", power: new HostPower(HostPowerKind.Restarting, "old"), state: 8));
        world.Driver.Add("d", World.KeyOf("a"));
        world.Connector.Connect = _ => new ScriptedChannel { BootId = () => world.Driver.Powered.Count == 0 ? "old" : "new" };

        await Run(world, new RestartHostStep(StepKind.RestartHost));

        Assert.Single(world.Driver.Powered);
    }

    [Fact]
    public async Task Peers_OfAHostThatKeepsSayingAnotherSet_EndWithAnError()
    {
        var world = With(Seen.Ready("a", device: "d"));
        var channel = new ScriptedChannel { Run = (_, _) => new ProgramReport(HostStepOutcome.Ok, [], "something else", false) };
        world.Connector.Connect = _ => channel;
        world.Scope.Boards.Peers.Put("a", new MemberAddresses("packet", "am6", "198.51.100.1", null));

        var error = await Assert.ThrowsAsync<EdgeException>(() => Run(world, new AgreePeersStep()));

        Assert.Equal("HostPeersFailed", error.Code);
        Assert.InRange(channel.Programs.Count, 1, 5);
    }

    [Fact]
    public async Task Peers_WhileOthersAreExpected_AreSentAgainWhenTheyCome()
    {
        var world = With(Seen.Ready("a", device: "d"));
        var channel = new ScriptedChannel();
        world.Connector.Connect = _ => channel;
        world.Scope.Boards.Peers.Put("a", new MemberAddresses("packet", "am6", "198.51.100.1", null));
        world.Scope.Boards.Peers.Expect("b");
        var run = new AgreePeersStep().RunAsync(world.Context("a", StepKind.AgreePeers));
        Assert.False(run.IsCompleted);
        world.Scope.Boards.Peers.Put("b", new MemberAddresses("packet", "am6", "198.51.100.2", null));

        Assert.Equal(StepOutcome.Done, await run);
        Assert.Equal(2, channel.Programs.Count);
        Assert.Equal(world.Scope.Boards.Peers.View().Peers.Hash, world.Scope.Boards.Peers.InstalledOn("a"));
    }

    [Fact]
    public async Task Peers_OfAHostThatDoesNotAnswer_AreAWarningOnly()
    {
        var world = With(Seen.Ready("a", device: "d"));
        world.Connector.Connect = _ => throw new EdgeException("SshTimeout", ErrorKind.Timeout, "No answer.");
        world.Scope.Boards.Peers.Put("a", new MemberAddresses("packet", "am6", "198.51.100.1", null));

        Assert.Equal(StepOutcome.Unchanged, await Run(world, new AgreePeersStep()));
        Assert.Contains(world.Messages, m => m.Contains("does not answer", StringComparison.Ordinal));
        Assert.Equal("", OperationEnding.PeersHash(world.Scope, "", stopped: false));
    }

    [Fact]
    public async Task Enable_OfAHostThatWasDisabled_LeavesItDisabled()
    {
        var world = With(Seen.Ready("a", state: 4));

        await Run(world, new EnableHostStep());

        Assert.Equal(["1:1"], Statuses(world));
    }

    [Theory]
    [InlineData(HostPowerKind.Off)]
    [InlineData(HostPowerKind.Restarting)]
    public async Task Enable_OfAHostThatIsNotOn_DoesNothing(HostPowerKind power)
    {
        var world = With(Seen.Ready("a", power: new HostPower(power), state: 8));

        Assert.Equal(StepOutcome.Unchanged, await Run(world, new EnableHostStep()));
        Assert.Empty(world.FrontEnd.Calls);
    }

    [Fact]
    public async Task Configure_OfAHost_WritesStatusAndFingerprintInOneUpdate()
    {
        var world = With(Seen.Host("a", device: "d", address: "198.51.100.1"), new ConfigureRequest("edge"));
        world.Scope.Hosts["a"].SshHostKey = "ssh-ed25519 AAAA";

        Assert.Equal(StepOutcome.Done, await Run(world, new ConfigureHostStep()));

        var update = Assert.Single(world.Writes("one.host.update")).Arguments[2];
        Assert.Contains("PROVISION_CONFIGURATION_STATUS=\"configured\"", update, StringComparison.Ordinal);
        Assert.Contains("EDGE_FINGERPRINT=\"fingerprint\"", update, StringComparison.Ordinal);
        Assert.True(world.Scope.Hosts["a"].WasConfigured);
    }

    [Fact]
    public async Task Configure_OnFirstContact_PinsTheKeyBeforeAnythingIsSent()
    {
        var world = With(Seen.Host("a", device: "d", address: "198.51.100.1"), new ConfigureRequest("edge"));
        var pinned = false;
        world.Connector.Connect = _ => new ScriptedChannel
        {
            Run = (program, _) =>
            {
                pinned = world.Writes("one.host.update").Any(c => c.Arguments[2].Contains("EDGE_SSH_HOSTKEY", StringComparison.Ordinal));
                return new ProgramReport(HostStepOutcome.Changed, [], program.PeersHash, false);
            },
        };

        await Run(world, new ConfigureHostStep());

        Assert.True(pinned);
    }

    [Fact]
    public async Task Configure_OfAMachineThatRestartsWhileItIsGreeted_MeetsItAgain()
    {
        var world = With(Seen.Host("a", device: "d", address: "198.51.100.1"), new ConfigureRequest("edge"));
        var connections = 0;
        world.Connector.Connect = connection => ++connections switch
        {
            1 => new ScriptedChannel { BootId = () => throw SshErrors.Lost(connection, "a command ran") },
            2 => throw SshErrors.Lost(connection, "a command was to be started"),
            _ => new ScriptedChannel(),
        };

        Assert.Equal(StepOutcome.Done, await Run(world, new ConfigureHostStep()));

        Assert.Equal(3, connections);
    }

    [Fact]
    public async Task Configure_OfAMachineThatRestartsForEver_EndsWithinTheTimeForSshAndSaysWhatBroke()
    {
        var world = With(Seen.Host("a", device: "d", address: "198.51.100.1"), new ConfigureRequest("edge") { SshTimeout = TimeSpan.FromSeconds(10) });
        world.Connector.Connect = connection => new ScriptedChannel { BootId = () => throw SshErrors.Lost(connection, "a command ran") };

        var error = await Assert.ThrowsAsync<EdgeException>(() => Run(world, new ConfigureHostStep()));

        Assert.Equal("HostConnectionLost", error.Code);
    }

    [Fact]
    public async Task Configure_ThatBreaksOff_LeavesNoHostThatLooksConfigured()
    {
        var world = With(Seen.Ready("a", device: "d"), new ConfigureRequest("edge") { Reapply = true });
        world.Connector.Connect = _ => new ScriptedChannel { Run = (_, _) => throw new EdgeException("SshConnectionLost", ErrorKind.Unreachable, "Lost.") };

        await Assert.ThrowsAsync<EdgeException>(() => Run(world, new ConfigureHostStep()));

        Assert.Contains(world.Writes("one.host.update"), c => c.Arguments[2].Contains("PROVISION_CONFIGURATION_STATUS=\"error\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Configure_ThatFails_ShowsTheStepsLastLinesWithoutSecrets()
    {
        var text = World.DescriptorText().Replace("hostname: a}", "hostname: a}, configuration: {db_password: SECRETVALUE}", StringComparison.Ordinal);
        var world = With(Seen.Host("a", device: "d", address: "198.51.100.1"), new CreateRequest("d"), Tests.Descriptors.Loading.Load(text).Descriptor);
        var report = new HostStepReport(0, "role", "title", HostStepOutcome.Failed, TimeSpan.Zero, "connect --password SECRETVALUE: refused");
        world.Connector.Connect = _ => new ScriptedChannel
        {
            Run = (_, onStep) =>
            {
                onStep(report);
                return new ProgramReport(HostStepOutcome.Failed, [report], "", false);
            },
        };

        var error = await Assert.ThrowsAsync<EdgeException>(() => Run(world, new ConfigureHostStep()));

        Assert.Contains("refused", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRETVALUE", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Events.OfType<OperationEvent.HostStepEnded>(), e => e.Report.Detail.Contains("SECRETVALUE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PeersHash_WhereThereIsNoOverlay_ComplainsAboutNobody()
    {
        var world = With(Seen.Host("a", device: "d", address: "198.51.100.1"), new ConfigureRequest("edge"), hasOverlay: false);
        world.Scope.Boards.Peers.Put("a", new MemberAddresses("packet", "am6", "198.51.100.1", null));

        await Run(world, new ConfigureHostStep());

        OperationEnding.PeersHash(world.Scope, "", stopped: false);
        Assert.DoesNotContain(world.Messages, m => m.Contains("not up to date", StringComparison.Ordinal));
    }
}
