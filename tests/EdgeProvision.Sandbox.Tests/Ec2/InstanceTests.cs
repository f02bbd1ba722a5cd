using System.Text;

namespace EdgeProvision.Sandbox.Tests.Ec2;

public sealed class InstanceTests : IAsyncDisposable
{
    private readonly Ec2Bench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Run_Valid_GoesThroughPendingToRunning()
    {
        var root = await _bench.CallAsync("RunInstances", await _bench.OrderAsync("TagSpecification.1.ResourceType=instance", "TagSpecification.1.Tag.1.Key=Name", "TagSpecification.1.Tag.1.Value=node1"));
        Assert.Equal(Ec2Bench.Own.AccountId, Ec2Bench.Value(root, "ownerId"));
        Assert.Equal(("0", "pending"), (Ec2Bench.Value(root, "instancesSet/item/instanceState/code"), Ec2Bench.Value(root, "instancesSet/item/instanceState/name")));
        Assert.Equal("pending", Ec2Bench.Value(root, "instancesSet/item/stateReason/code"));
        Assert.StartsWith("172.31.", Ec2Bench.Value(root, "instancesSet/item/privateIpAddress"), StringComparison.Ordinal);
        Assert.Empty(Ec2Bench.Values(root, "instancesSet/item/ipAddress"));
        var id = Ec2Bench.Value(root, "instancesSet/item/instanceId");
        Assert.Matches("^i-[0-9a-f]{17}$", id);
        await _bench.UntilStateAsync(id, "running");
        var instance = await _bench.InstanceAsync(id);
        Assert.Equal("16", Ec2Bench.Value(instance, "instanceState/code"));
        Assert.Equal(_bench.Room.Find(id)!.PublicAddress, Ec2Bench.Value(instance, "ipAddress"));
        Assert.Equal(Ec2Bench.Value(instance, "ipAddress"), Ec2Bench.Value(instance, "networkInterfaceSet/item/association/publicIp"));
        Assert.Equal("node1", Ec2Bench.Value(instance, "tagSet/item/value"));
        Assert.Equal("us-east-1a", Ec2Bench.Value(instance, "placement/availabilityZone"));
        var entry = Assert.Single(_bench.Emulator.Ledger.Entries);
        Assert.Equal((id, "instance", "node1"), (entry.Id, entry.Kind, entry.Name));
        Assert.NotNull(entry.UsableAt);
    }

    [Fact]
    public async Task Run_UserDataAndKeyPair_ReachTheMachineAndNothingElseDoes()
    {
        await _bench.CallAsync("ImportKeyPair", "KeyName=me", $"PublicKeyMaterial={KeyPairTests.Base64(KeyPairTests.Ed25519)}");
        var config = Convert.ToBase64String(Encoding.UTF8.GetBytes("#cloud-config\nhostname: node7.example.org\nssh_authorized_keys:\n  - ssh-rsa BBBB two\nruncmd:\n  - rm -rf /\n"));
        var id = await _bench.RunUpAsync("KeyName=me", $"UserData={config}");
        var order = Assert.Single(_bench.Room.Orders);
        Assert.Equal((id, "node7"), (order.Id, order.Hostname));
        Assert.Equal([KeyPairTests.Ed25519, "ssh-rsa BBBB two"], order.AuthorizedKeys);
        Assert.Equal($"{Ec2Bench.Value(await _bench.InstanceAsync(id), "privateIpAddress")}/20", order.InnerAddress);
    }

    [Fact]
    public async Task Run_NoHostname_IsCalledAfterItsAddress()
    {
        var id = await _bench.RunUpAsync();
        var address = Ec2Bench.Value(await _bench.InstanceAsync(id), "privateIpAddress");
        Assert.Equal($"ip-{address.Replace('.', '-')}", Assert.Single(_bench.Room.Orders).Hostname);
    }

    [Theory]
    [InlineData("ImageId", "", "400 MissingParameter")]
    [InlineData("ImageId", "nonsense", "400 InvalidAMIID.Malformed")]
    [InlineData("ImageId", "ami-00000000000000001", "400 InvalidAMIID.NotFound")]
    [InlineData("InstanceType", "huge", "400 InvalidParameterValue")]
    [InlineData("InstanceType", "c6g.metal", "400 InvalidParameterValue")]
    [InlineData("MinCount", "", "400 MissingParameter")]
    [InlineData("MinCount", "0", "400 InvalidParameterValue")]
    [InlineData("MinCount", "2", "400 InvalidParameterValue")]
    [InlineData("KeyName", "none", "400 InvalidKeyPair.NotFound")]
    [InlineData("UserData", "#cloud-config", "400 InvalidParameterValue")]
    [InlineData("SubnetId", "subnet-00000001", "400 InvalidSubnetID.NotFound")]
    [InlineData("SecurityGroupId.1", "sg-00000001", "400 InvalidGroup.NotFound")]
    [InlineData("PrivateIpAddress", "10.0.0.1", "400 InvalidParameterValue")]
    [InlineData("PrivateIpAddress", "172.31.0.2", "400 InvalidParameterValue")]
    [InlineData("Placement.AvailabilityZone", "moon-1a", "400 InvalidParameterValue")]
    [InlineData("Placement.GroupName", "none", "400 InvalidPlacementGroup.Unknown")]
    [InlineData("Placement.Tenancy", "host", "400 InsufficientHostCapacity")]
    [InlineData("CpuOptions.NestedVirtualization", "enabled", "400 InvalidParameterCombination")]
    [InlineData("BlockDeviceMapping.1.DeviceName", "/dev/sdf", "400 InvalidBlockDeviceMapping")]
    [InlineData("ClientToken", "0123456789012345678901234567890123456789012345678901234567890123x", "400 InvalidParameterValue")]
    [InlineData("TagSpecification.1.ResourceType", "vpc", "400 InvalidParameterValue")]
    [InlineData("EbsOptimised", "true", "400 UnknownParameter")]
    [InlineData("DryRun", "true", "412 DryRunOperation")]
    public async Task Run_WrongParameter_IsRefusedAndCostsNothing(string name, string value, string refusal)
    {
        var order = (await _bench.OrderAsync()).Where(parameter => !parameter.StartsWith(name + "=", StringComparison.Ordinal)).Append($"{name}={value}");
        Assert.Equal(refusal, await _bench.RefusedAsync("RunInstances", [.. order]));
        Assert.Empty(_bench.Emulator.Ledger.Entries);
    }

    [Theory]
    [InlineData("SubnetId")]
    [InlineData("SecurityGroupId.1")]
    [InlineData("PrivateIpAddress")]
    public async Task Run_PlacementSaidTwice_IsRefused(string name)
    {
        var order = await _bench.OrderAsync("NetworkInterface.1.DeviceIndex=0", $"{name}=x");
        Assert.Equal("400 InvalidParameterCombination", await _bench.RefusedAsync("RunInstances", order));
    }

    [Fact]
    public async Task Run_SameToken_IsTheSameReservationUntilItIsTerminated()
    {
        var order = await _bench.OrderAsync("ClientToken=t1");
        var first = await _bench.CallAsync("RunInstances", order);
        var again = await _bench.CallAsync("RunInstances", [.. order.Reverse()]);
        Assert.Equal(Ec2Bench.Value(first, "reservationId"), Ec2Bench.Value(again, "reservationId"));
        var id = Ec2Bench.Value(first, "instancesSet/item/instanceId");
        Assert.Equal(id, Ec2Bench.Value(again, "instancesSet/item/instanceId"));
        Assert.Equal("400 IdempotentParameterMismatch", await _bench.RefusedAsync("RunInstances", [.. order, "EbsOptimized=true"]));
        await _bench.CallAsync("TerminateInstances", $"InstanceId.1={id}");
        var ending = await _bench.CallAsync("RunInstances", order);
        Assert.Equal((id, "shutting-down"), (Ec2Bench.Value(ending, "instancesSet/item/instanceId"), Ec2Bench.Value(ending, "instancesSet/item/instanceState/name")));
        await _bench.UntilStateAsync(id, "terminated");
        Assert.Equal("400 IdempotentInstanceTerminated", await _bench.RefusedAsync("RunInstances", order));
        Assert.Single(_bench.Emulator.Ledger.Entries);
        Assert.Equal([id], await _bench.ValuesAsync("DescribeInstances", "reservationSet/item/instancesSet/item/instanceId", "Filter.1.Name=client-token", "Filter.1.Value.1=t1"));
    }

    [Fact]
    public async Task Run_TokenInAnotherRegionOrZone_IsAnotherToken()
    {
        await _bench.RunAsync("ClientToken=t1");
        var image = Ec2Bench.Value(await _bench.CallAsAsync(Ec2Bench.Own, "eu-west-1", "DescribeImages", "Filter.1.Name=name", "Filter.1.Value.1=debian-12-amd64-*"), "imagesSet/item/imageId");
        await _bench.CallAsAsync(Ec2Bench.Own, "eu-west-1", "RunInstances", $"ImageId={image}", "InstanceType=m5.large", "MinCount=1", "MaxCount=1", "ClientToken=t1");
        var subnet = await _bench.ValueAsync("DescribeSubnets", "subnetSet/item/subnetId", "Filter.1.Name=availability-zone", "Filter.1.Value.1=us-east-1a");
        var here = await _bench.RunAsync("ClientToken=t1", $"SubnetId={subnet}");
        Assert.Equal(here, await _bench.RunAsync("ClientToken=t1", $"SubnetId={subnet}"));
        await _bench.RunAsync("ClientToken=t1", "Placement.AvailabilityZone=us-east-1b");
        Assert.Equal(4, _bench.Emulator.Ledger.Entries.Count);
    }

    [Fact]
    public async Task Run_TokenOfARefusedOrder_IsSpent()
    {
        _bench.Emulator.Conditions.SetCapacity("m5.large", "us-east-1a", 0);
        var order = await _bench.OrderAsync("ClientToken=t1");
        Assert.Equal("412 DryRunOperation", await _bench.RefusedAsync("RunInstances", [.. order, "DryRun=true"]));
        Assert.Equal("500 InsufficientInstanceCapacity", await _bench.RefusedAsync("RunInstances", order));
        _bench.Emulator.Conditions.Reset();

        Assert.Equal("500 InsufficientInstanceCapacity", await _bench.RefusedAsync("RunInstances", order));
        Assert.Equal("400 IdempotentParameterMismatch", await _bench.RefusedAsync("RunInstances", [.. order, "EbsOptimized=true"]));
        await _bench.RunAsync("ClientToken=t2");
        Assert.Single(_bench.Emulator.Ledger.Entries);
    }

    [Fact]
    public async Task Run_LittleCapacity_GivesBetweenMinimumAndMaximum()
    {
        _bench.Emulator.Conditions.SetCapacity("m5.large", "*", 3);
        var order = (await _bench.OrderAsync()).Where(parameter => !parameter.Contains("Count", StringComparison.Ordinal)).ToArray();
        Assert.Equal("500 InsufficientInstanceCapacity", await _bench.RefusedAsync("RunInstances", [.. order, "MinCount=4", "MaxCount=5"]));
        var root = await _bench.CallAsync("RunInstances", [.. order, "MinCount=1", "MaxCount=5"]);
        Assert.Equal(["0", "1", "2"], Ec2Bench.Values(root, "instancesSet/item/amiLaunchIndex"));
        Assert.Equal("500 InsufficientInstanceCapacity", await _bench.RefusedAsync("RunInstances", await _bench.OrderAsync()));
        await _bench.CallAsync("RunInstances", [.. (await _bench.OrderAsync()).Select(parameter => parameter.Replace("m5.large", "m5.xlarge", StringComparison.Ordinal))]);
    }

    [Fact]
    public async Task Run_BeyondQuota_IsRefused()
    {
        await using var bench = new Ec2Bench(options => options with { Quotas = options.Quotas with { Instances = 2, Vcpus = 8 } });
        var first = await bench.RunAsync();
        Assert.Equal("400 VcpuLimitExceeded", await bench.RefusedAsync("RunInstances", [.. (await bench.OrderAsync()).Select(parameter => parameter.Replace("m5.large", "m5.metal", StringComparison.Ordinal))]));
        await bench.RunAsync();
        Assert.Equal("400 InstanceLimitExceeded", await bench.RefusedAsync("RunInstances", await bench.OrderAsync()));
        await bench.CallAsync("TerminateInstances", $"InstanceId.1={first}");
        await bench.UntilStateAsync(first, "terminated");
        await bench.RunAsync();
    }

    [Fact]
    public async Task Run_TypeThatTheZoneHasNot_IsUnsupported()
    {
        var order = (await _bench.OrderAsync("Placement.AvailabilityZone=us-east-1c")).Select(parameter => parameter.Replace("m5.large", "c8i.large", StringComparison.Ordinal));
        Assert.Equal("400 Unsupported", await _bench.RefusedAsync("RunInstances", [.. order]));
    }

    [Fact]
    public async Task Run_NestedVirtualization_IsKeptWhereTheTypeHasIt()
    {
        var order = (await _bench.OrderAsync("CpuOptions.NestedVirtualization=enabled")).Select(parameter => parameter.Replace("m5.large", "m8i.large", StringComparison.Ordinal));
        var root = await _bench.CallAsync("RunInstances", [.. order]);
        Assert.Equal("enabled", Ec2Bench.Value(root, "instancesSet/item/cpuOptions/nestedVirtualization"));
    }

    [Fact]
    public async Task Power_StopStartReboot_ReachTheMachine()
    {
        var id = await _bench.RunUpAsync();
        var address = Assert.Single(Ec2Bench.Values(await _bench.InstanceAsync(id), "ipAddress"));
        await _bench.CallAsync("RebootInstances", $"InstanceId.1={id}");
        Assert.Equal("running", await _bench.StateAsync(id));
        Assert.Equal(address, Assert.Single(Ec2Bench.Values(await _bench.InstanceAsync(id), "ipAddress")));
        var stop = await _bench.CallAsync("StopInstances", $"InstanceId.1={id}");
        Assert.Equal(("stopping", "64", "running"), (Ec2Bench.Value(stop, "instancesSet/item/currentState/name"), Ec2Bench.Value(stop, "instancesSet/item/currentState/code"), Ec2Bench.Value(stop, "instancesSet/item/previousState/name")));
        Assert.Equal("400 IncorrectInstanceState", await _bench.RefusedAsync("StartInstances", $"InstanceId.1={id}"));
        await _bench.UntilStateAsync(id, "stopped");
        Assert.Equal([$"reboot {id}", $"off {id}"], _bench.Room.Actions);
        var stopped = await _bench.InstanceAsync(id);
        Assert.Empty(Ec2Bench.Values(stopped, "ipAddress"));
        Assert.Equal("Client.UserInitiatedShutdown", Ec2Bench.Value(stopped, "stateReason/code"));
        Assert.Equal("400 IncorrectInstanceState", await _bench.RefusedAsync("RebootInstances", $"InstanceId.1={id}"));
        var start = await _bench.CallAsync("StartInstances", $"InstanceId.1={id}");
        Assert.Equal("pending", Ec2Bench.Value(start, "instancesSet/item/currentState/name"));
        await _bench.UntilStateAsync(id, "running");
        Assert.True(_bench.Room.IsOn(id));
        Assert.NotEqual(address, Assert.Single(Ec2Bench.Values(await _bench.InstanceAsync(id), "ipAddress")));
        Assert.Equal("running", Ec2Bench.Value(await _bench.CallAsync("StartInstances", $"InstanceId.1={id}"), "instancesSet/item/currentState/name"));
    }

    [Fact]
    public async Task Stop_OneOfSeveralInAnotherState_ChangesNone()
    {
        var up = await _bench.RunUpAsync();
        var pending = await _bench.RunAsync();
        Assert.Equal("400 IncorrectInstanceState", await _bench.RefusedAsync("StopInstances", $"InstanceId.1={up}", $"InstanceId.2={pending}"));
        Assert.Equal("400 InvalidInstanceID.NotFound", await _bench.RefusedAsync("StopInstances", $"InstanceId.1={up}", "InstanceId.2=i-00000001"));
        Assert.Equal("running", await _bench.StateAsync(up));
    }

    [Fact]
    public async Task Terminate_WhileItIsInstalled_LeavesNoMachine()
    {
        var installing = new TaskCompletionSource();
        _bench.Room.Installing = token => installing.Task.WaitAsync(token);
        var id = await _bench.RunAsync();
        await _bench.UntilAsync(() => Task.FromResult(!_bench.Room.Orders.IsEmpty));
        await _bench.CallAsync("TerminateInstances", $"InstanceId.1={id}");
        await _bench.UntilStateAsync(id, "terminated");
        installing.SetResult();
        Assert.Empty(_bench.Room.List());
        Assert.NotNull(Assert.Single(_bench.Emulator.Ledger.Entries).GoneAt);
    }

    [Fact]
    public async Task Terminate_Twice_StaysVisibleForAWhileAndIsUnknownThen()
    {
        var id = await _bench.RunUpAsync();
        var answer = await _bench.CallAsync("TerminateInstances", $"InstanceId.1={id}");
        Assert.Equal(("shutting-down", "running"), (Ec2Bench.Value(answer, "instancesSet/item/currentState/name"), Ec2Bench.Value(answer, "instancesSet/item/previousState/name")));
        await _bench.UntilStateAsync(id, "terminated");
        Assert.Empty(_bench.Room.List());
        await _bench.CallAsync("TerminateInstances", $"InstanceId.1={id}");
        var gone = await _bench.InstanceAsync(id);
        Assert.Equal("48", Ec2Bench.Value(gone, "instanceState/code"));
        Assert.Empty(Ec2Bench.Values(gone, "privateIpAddress"));
        Assert.Empty(Ec2Bench.Values(gone, "vpcId"));
        Assert.Equal("400 IncorrectInstanceState", await _bench.RefusedAsync("StartInstances", $"InstanceId.1={id}"));
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("400 InvalidInstanceID.NotFound", await _bench.RefusedAsync("DescribeInstances", $"InstanceId.1={id}"));
        Assert.Empty(await _bench.ValuesAsync("DescribeInstances", "reservationSet/item/reservationId"));
    }

    [Fact]
    public async Task Terminate_Protected_IsNotPermittedUntilUnprotected()
    {
        var id = await _bench.RunUpAsync("DisableApiTermination=true");
        Assert.Equal("400 OperationNotPermitted", await _bench.RefusedAsync("TerminateInstances", $"InstanceId.1={id}"));
        Assert.Equal("true", await _bench.ValueAsync("DescribeInstanceAttribute", "disableApiTermination/value", $"InstanceId={id}", "Attribute=disableApiTermination"));
        await _bench.CallAsync("ModifyInstanceAttribute", $"InstanceId={id}", "DisableApiTermination.Value=false");
        await _bench.CallAsync("TerminateInstances", $"InstanceId.1={id}");
    }

    [Fact]
    public async Task ModifyAttribute_SourceDestCheck_ShowsInInstanceAndInterface()
    {
        var id = await _bench.RunUpAsync();
        Assert.Equal("true", Ec2Bench.Value(await _bench.InstanceAsync(id), "sourceDestCheck"));
        await _bench.CallAsync("ModifyInstanceAttribute", $"InstanceId={id}", "SourceDestCheck.Value=false");
        Assert.Equal("false", Ec2Bench.Value(await _bench.InstanceAsync(id), "sourceDestCheck"));
        Assert.Equal("false", await _bench.ValueAsync("DescribeNetworkInterfaces", "networkInterfaceSet/item/sourceDestCheck"));
        Assert.Equal("400 InvalidParameterCombination", await _bench.RefusedAsync("ModifyInstanceAttribute", $"InstanceId={id}", "SourceDestCheck.Value=false", "DisableApiTermination.Value=true"));
        Assert.Equal("400 InvalidParameterCombination", await _bench.RefusedAsync("ModifyInstanceAttribute", $"InstanceId={id}"));
    }

    [Fact]
    public async Task FailNext_LaunchEndsTerminatedWithTheServersReason()
    {
        _bench.Emulator.Conditions.FailNext(1);
        var id = await _bench.RunAsync();
        await _bench.UntilStateAsync(id, "terminated");
        Assert.Equal("Server.InternalError", Ec2Bench.Value(await _bench.InstanceAsync(id), "stateReason/code"));
        Assert.Empty(_bench.Room.Orders);
        await _bench.RunUpAsync();
    }

    [Fact]
    public async Task Room_ThatCannotInstall_TerminatesTheInstance()
    {
        _bench.Room.Installing = _ => throw new IOException("no disk");
        var id = await _bench.RunAsync();
        await _bench.UntilStateAsync(id, "terminated");
        Assert.Contains("no disk", Ec2Bench.Value(await _bench.InstanceAsync(id), "stateReason/message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_OfHealthyAndMuteInstances_Differs()
    {
        var healthy = await _bench.RunUpAsync();
        Assert.Equal("initializing", await _bench.ValueAsync("DescribeInstanceStatus", "instanceStatusSet/item/instanceStatus/status", $"InstanceId.1={healthy}"));
        _bench.Emulator.Conditions.MuteNext(1);
        var mute = await _bench.RunUpAsync();
        Assert.False(_bench.Room.IsOn(mute));
        _bench.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("ok", await _bench.ValueAsync("DescribeInstanceStatus", "instanceStatusSet/item/instanceStatus/status", $"InstanceId.1={healthy}"));
        Assert.Equal("impaired", await _bench.ValueAsync("DescribeInstanceStatus", "instanceStatusSet/item/instanceStatus/status", $"InstanceId.1={mute}"));
        await _bench.CallAsync("StopInstances", $"InstanceId.1={healthy}");
        Assert.Equal([mute], await _bench.ValuesAsync("DescribeInstanceStatus", "instanceStatusSet/item/instanceId"));
        Assert.Equal(2, (await _bench.ValuesAsync("DescribeInstanceStatus", "instanceStatusSet/item/instanceId", "IncludeAllInstances=true")).Count);
    }

    [Fact]
    public async Task Console_OfAnInstanceThatHasBooted_ShowsItsName()
    {
        var id = await _bench.RunAsync();
        Assert.Empty(await _bench.ValuesAsync("GetConsoleOutput", "output", $"InstanceId={id}"));
        await _bench.UntilStateAsync(id, "running");
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(await _bench.ValueAsync("GetConsoleOutput", "output", $"InstanceId={id}", "Latest=true")));
        Assert.Contains("ip-172-31-", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Break_RunningInstance_IsTerminatedByTheService()
    {
        var id = await _bench.RunUpAsync();
        Assert.True(_bench.Emulator.Break(id));
        await _bench.UntilStateAsync(id, "terminated");
        Assert.Equal("Server.InternalError", Ec2Bench.Value(await _bench.InstanceAsync(id), "stateReason/code"));
        Assert.False(_bench.Emulator.Break(id));
    }

    [Fact]
    public async Task Lag_States_AreSeenLate()
    {
        var id = await _bench.RunUpAsync();
        _bench.Clock.Advance(TimeSpan.FromSeconds(10));
        _bench.Emulator.Conditions.Lag = TimeSpan.FromSeconds(5);
        await _bench.CallAsync("StopInstances", $"InstanceId.1={id}");
        Assert.Equal("running", await _bench.StateAsync(id));
        Assert.Equal([id], await _bench.ValuesAsync("DescribeInstances", "reservationSet/item/instancesSet/item/instanceId", "Filter.1.Name=instance-state-name", "Filter.1.Value.1=running"));
        await _bench.UntilStateAsync(id, "stopped");
    }

    [Fact]
    public async Task Lag_ClientToken_IsKnownAtOnce()
    {
        var order = await _bench.OrderAsync("ClientToken=t1");
        _bench.Emulator.Conditions.Lag = TimeSpan.FromSeconds(5);
        var id = await _bench.ValueAsync("RunInstances", "instancesSet/item/instanceId", order);
        Assert.Equal("400 InvalidInstanceID.NotFound", await _bench.RefusedAsync("DescribeInstances", $"InstanceId.1={id}"));
        Assert.Equal("400 InvalidInstanceID.NotFound", await _bench.RefusedAsync("TerminateInstances", $"InstanceId.1={id}"));
        Assert.Equal(id, await _bench.ValueAsync("RunInstances", "instancesSet/item/instanceId", order));
    }

    [Fact]
    public async Task FindCapacity_ByEachOfItsAddresses_IsThatOfItsType()
    {
        var id = await _bench.RunUpAsync();
        var instance = await _bench.InstanceAsync(id);
        foreach (var address in new[] { Ec2Bench.Value(instance, "ipAddress"), Ec2Bench.Value(instance, "privateIpAddress") })
            Assert.Equal((id, 200), (_bench.Emulator.FindCapacity(address)!.MachineId, _bench.Emulator.FindCapacity(address)!.Cpu));
        Assert.Null(_bench.Emulator.FindCapacity("192.0.2.1"));
    }
}
