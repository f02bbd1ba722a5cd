using System.Net;
using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Tests.Packet;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>The emulator over HTTP, on real time, with the client that drivers are written with: it decides whether names, forms and signatures are right.</summary>
public sealed class SdkTests : IAsyncDisposable
{
    private static readonly Ec2Tenant Tenant = new("AKIDSDK", "sdk-secret/+=", "111111111111");
    private readonly PaperMachineRoom _room = new();
    private readonly FaultBoard _board = new(TimeProvider.System);
    private readonly Ec2Emulator _emulator;
    private readonly HttpServer _server;
    private readonly AmazonEC2Client _client;

    public SdkTests()
    {
        _emulator = new Ec2Emulator(_room, TimeProvider.System, new Ec2Options
        {
            Tenants = [Tenant], PendingFor = Short, ShuttingDownFor = Short, StoppingFor = Short, InterfaceLingersFor = Short, StatusCheckFor = Short, Throttles = false,
        });
        _server = new HttpServer(new FaultLayer("ec2", _emulator, _board), new IPEndPoint(IPAddress.Loopback, 0), new HttpServerOptions());
        _server.Start();
        _client = Client(Tenant.SecretKey);
    }

    private static TimeSpan Short => TimeSpan.FromMilliseconds(50);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _board.DisposeAsync();
        await _server.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Life_NetworkInstanceAddress_ComesAndGoes()
    {
        var vpc = (await _client.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.1.0.0/16", TagSpecifications = [Tags(ResourceType.Vpc)] }, Token)).Vpc;
        Assert.Equal("k", Assert.Single(vpc.Tags).Value);
        await _client.ModifyVpcAttributeAsync(new ModifyVpcAttributeRequest { VpcId = vpc.VpcId, EnableDnsHostnames = true }, Token);
        var subnet = (await _client.CreateSubnetAsync(new CreateSubnetRequest { VpcId = vpc.VpcId, CidrBlock = "10.1.1.0/24", AvailabilityZone = "eu-central-1b" }, Token)).Subnet;
        await _client.ModifySubnetAttributeAsync(new ModifySubnetAttributeRequest { SubnetId = subnet.SubnetId, MapPublicIpOnLaunch = true }, Token);
        var gateway = (await _client.CreateInternetGatewayAsync(new CreateInternetGatewayRequest(), Token)).InternetGateway;
        await _client.AttachInternetGatewayAsync(new AttachInternetGatewayRequest { InternetGatewayId = gateway.InternetGatewayId, VpcId = vpc.VpcId }, Token);
        var table = (await _client.CreateRouteTableAsync(new CreateRouteTableRequest { VpcId = vpc.VpcId }, Token)).RouteTable;
        await _client.CreateRouteAsync(new CreateRouteRequest { RouteTableId = table.RouteTableId, DestinationCidrBlock = "0.0.0.0/0", GatewayId = gateway.InternetGatewayId }, Token);
        var association = (await _client.AssociateRouteTableAsync(new AssociateRouteTableRequest { RouteTableId = table.RouteTableId, SubnetId = subnet.SubnetId }, Token)).AssociationId;
        var group = await GroupAsync(vpc.VpcId);
        await _client.ImportKeyPairAsync(new ImportKeyPairRequest { KeyName = "me", PublicKeyMaterial = KeyPairTests.Base64(KeyPairTests.Ed25519) }, Token);

        var instance = await RunAsync(request =>
        {
            request.KeyName = "me";
            request.UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes("#cloud-config\nhostname: node1\n"));
            request.NetworkInterfaces = [new InstanceNetworkInterfaceSpecification { DeviceIndex = 0, SubnetId = subnet.SubnetId, Groups = [group], AssociatePublicIpAddress = true, DeleteOnTermination = true }];
            request.TagSpecifications = [Tags(ResourceType.Instance)];
            request.MetadataOptions = new InstanceMetadataOptionsRequest { HttpTokens = HttpTokensState.Required, HttpPutResponseHopLimit = 2 };
            request.BlockDeviceMappings = [new BlockDeviceMapping { DeviceName = "/dev/xvda", Ebs = new EbsBlockDevice { VolumeSize = 40, VolumeType = VolumeType.Gp3, DeleteOnTermination = true } }];
        });
        Assert.Equal(InstanceStateName.Pending, instance.State.Name);
        Assert.Equal((group, "10.1.1.4", "eu-central-1b"), (instance.SecurityGroups[0].GroupId, instance.PrivateIpAddress, instance.Placement.AvailabilityZone));
        instance = await UntilAsync(instance.InstanceId, InstanceStateName.Running);
        var order = Assert.Single(_room.Orders);
        Assert.Equal(("node1", KeyPairTests.Ed25519), (order.Hostname, order.AuthorizedKeys[0]));
        Assert.Equal(_room.Find(instance.InstanceId)!.PublicAddress, instance.PublicIpAddress);
        Assert.Equal(instance.PublicIpAddress, instance.NetworkInterfaces[0].Association.PublicIp);
        Assert.Equal("/dev/xvda", Assert.Single(instance.BlockDeviceMappings).DeviceName);

        var address = await _client.AllocateAddressAsync(new AllocateAddressRequest { Domain = DomainType.Vpc, TagSpecifications = [Tags(ResourceType.ElasticIp)] }, Token);
        var card = instance.NetworkInterfaces[0].NetworkInterfaceId;
        var assigned = await _client.AssignPrivateIpAddressesAsync(new AssignPrivateIpAddressesRequest { NetworkInterfaceId = card, SecondaryPrivateIpAddressCount = 1 }, Token);
        var inner = Assert.Single(assigned.AssignedPrivateIpAddresses).PrivateIpAddress;
        var associated = await _client.AssociateAddressAsync(new AssociateAddressRequest { AllocationId = address.AllocationId, NetworkInterfaceId = card, PrivateIpAddress = inner }, Token);
        var shown = Assert.Single((await _client.DescribeAddressesAsync(new DescribeAddressesRequest { Filters = [KeyFilter] }, Token)).Addresses);
        Assert.Equal((associated.AssociationId, inner, instance.InstanceId), (shown.AssociationId, shown.PrivateIpAddress, shown.InstanceId));
        await _client.ModifyInstanceAttributeAsync(new ModifyInstanceAttributeRequest { InstanceId = instance.InstanceId, SourceDestCheck = false }, Token);
        Assert.False((await FindAsync(instance.InstanceId)).SourceDestCheck);
        await _client.DisassociateAddressAsync(new DisassociateAddressRequest { AssociationId = associated.AssociationId }, Token);
        await _client.UnassignPrivateIpAddressesAsync(new UnassignPrivateIpAddressesRequest { NetworkInterfaceId = card, PrivateIpAddresses = [inner] }, Token);
        await _client.ReleaseAddressAsync(new ReleaseAddressRequest { AllocationId = address.AllocationId }, Token);

        await _client.TerminateInstancesAsync(new TerminateInstancesRequest { InstanceIds = [instance.InstanceId] }, Token);
        await UntilAsync(instance.InstanceId, InstanceStateName.Terminated);
        await UntilAsync(async () => await CodeAsync(() => _client.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = group }, Token)) is null);
        await _client.DisassociateRouteTableAsync(new DisassociateRouteTableRequest { AssociationId = association }, Token);
        await _client.DeleteRouteTableAsync(new DeleteRouteTableRequest { RouteTableId = table.RouteTableId }, Token);
        await _client.DetachInternetGatewayAsync(new DetachInternetGatewayRequest { InternetGatewayId = gateway.InternetGatewayId, VpcId = vpc.VpcId }, Token);
        await _client.DeleteInternetGatewayAsync(new DeleteInternetGatewayRequest { InternetGatewayId = gateway.InternetGatewayId }, Token);
        await _client.DeleteSubnetAsync(new DeleteSubnetRequest { SubnetId = subnet.SubnetId }, Token);
        await _client.DeleteVpcAsync(new DeleteVpcRequest { VpcId = vpc.VpcId }, Token);
        await _client.DeleteKeyPairAsync(new DeleteKeyPairRequest { KeyName = "me" }, Token);
        Assert.All(_emulator.Ledger.Entries, entry => Assert.NotNull(entry.GoneAt));
        Assert.All(_emulator.Describe().Where(kind => kind.Key != "ledger"), kind => Assert.Empty(kind.Value!.AsArray()));
    }

    [Fact]
    public async Task Token_LostAnswerAndAgain_IsOneInstance()
    {
        _board.Add(new FaultOrder { Match = new CallMatch { Service = "ec2", Action = "RunInst*" }, Kind = FaultKind.LostAnswer });
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(request => request.ClientToken = "t1"));
        var instance = await RunAsync(request => request.ClientToken = "t1");
        Assert.Equal(instance.InstanceId, Assert.Single(_emulator.Ledger.Entries).Id);
        Assert.Equal("IdempotentParameterMismatch", await CodeAsync(() => RunAsync(request => (request.ClientToken, request.EbsOptimized) = ("t1", true))));
        var found = await _client.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = [new Filter("client-token", ["t1"])] }, Token);
        Assert.Equal(instance.InstanceId, Assert.Single(Assert.Single(found.Reservations).Instances).InstanceId);
    }

    [Fact]
    public async Task Faults_OfOneAction_LookLikeTheServices()
    {
        _board.Add(new FaultOrder { Match = new CallMatch { Service = "ec2", Action = "DescribeVpcs" }, Kind = FaultKind.Status, Status = 503, Code = "RequestLimitExceeded" });
        _board.Add(new FaultOrder { Match = new CallMatch { Action = "DescribeSubnets" }, Kind = FaultKind.Status, Status = 500 });
        await _client.DescribeAddressesAsync(new DescribeAddressesRequest(), Token);
        var limited = await Assert.ThrowsAsync<AmazonEC2Exception>(() => _client.DescribeVpcsAsync(new DescribeVpcsRequest(), Token));
        Assert.Equal(("RequestLimitExceeded", HttpStatusCode.ServiceUnavailable), (limited.ErrorCode, limited.StatusCode));
        Assert.NotEmpty(limited.RequestId);
        Assert.Equal("InternalError", await CodeAsync(() => _client.DescribeSubnetsAsync(new DescribeSubnetsRequest(), Token)));
        Assert.Equal(1, _board.Counters()["ec2 DescribeVpcs"]);
    }

    [Fact]
    public async Task Hold_OfOneAction_StopsIt()
    {
        var hold = _board.Arm(new HoldOrder { Match = new CallMatch { Service = "ec2", Action = "RunInstances" }, When = CallMoment.After });
        var run = RunAsync();
        Assert.True(await _board.WaitUntilHeldAsync(hold, TimeSpan.FromMinutes(1), Token));
        Assert.Single(_emulator.Ledger.Entries);
        Assert.False(run.IsCompleted);
        _board.Release(hold);
        Assert.Equal(_emulator.Ledger.Entries[0].Id, (await run).InstanceId);
    }

    [Fact]
    public async Task LateAction_OfARun_BuysAfterTheCallerHasGone()
    {
        _board.Add(new FaultOrder { Match = new CallMatch { Action = "RunInstances" }, Kind = FaultKind.LateAction, DelayMs = 200 });
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync());
        Assert.Empty(_emulator.Ledger.Entries);
        await UntilAsync(() => Task.FromResult(_emulator.Ledger.Entries.Count == 1));
    }

    [Fact]
    public async Task Credentials_Wrong_AreRefused()
    {
        using var wrong = Client("wrong");
        Assert.Equal("SignatureDoesNotMatch", await CodeAsync(() => wrong.DescribeVpcsAsync(new DescribeVpcsRequest(), Token)));
        using var stranger = new AmazonEC2Client(new BasicAWSCredentials("AKIDNOBODY", "x"), Config());
        Assert.Equal("AuthFailure", await CodeAsync(() => stranger.DescribeVpcsAsync(new DescribeVpcsRequest(), Token)));
        using var session = new AmazonEC2Client(new SessionAWSCredentials(Tenant.AccessKeyId, Tenant.SecretKey, "no-such-session"), Config());
        Assert.Equal("AuthFailure", await CodeAsync(() => session.DescribeVpcsAsync(new DescribeVpcsRequest(), Token)));
    }

    [Fact]
    public async Task Catalogue_Lists_AreUnderstood()
    {
        var images = await _client.DescribeImagesAsync(new DescribeImagesRequest { Owners = ["136693071363"], Filters = [new Filter("name", ["debian-12-amd64-*"])] }, Token);
        Assert.Equal(2, images.Images.Count);
        Assert.All(images.Images, image => Assert.Equal("/dev/xvda", image.RootDeviceName));
        var names = new List<string>();
        string? next = null;
        do
        {
            var page = await _client.DescribeInstanceTypesAsync(new DescribeInstanceTypesRequest { MaxResults = 5, NextToken = next }, Token);
            names.AddRange(page.InstanceTypes.Select(type => type.InstanceType.Value));
            next = page.NextToken;
        }
        while (next is not null);
        Assert.Equal(names.Distinct(), names);
        Assert.Contains("c5.metal", names);
        var nested = (await _client.DescribeInstanceTypesAsync(new DescribeInstanceTypesRequest { InstanceTypes = ["c8i.large"] }, Token)).InstanceTypes[0];
        Assert.Equal((4096L, 2, "x86_64", "nested-virtualization"), (nested.MemoryInfo.SizeInMiB, nested.VCpuInfo.DefaultVCpus, nested.ProcessorInfo.SupportedArchitectures[0], nested.ProcessorInfo.SupportedFeatures[0]));
        var zones = await _client.DescribeAvailabilityZonesAsync(new DescribeAvailabilityZonesRequest { AllAvailabilityZones = true }, Token);
        Assert.Contains(zones.AvailabilityZones, zone => zone is { ZoneName: "eu-central-1-ham-1a", ZoneType: "local-zone", ParentZoneName: "eu-central-1a" });
        Assert.NotEmpty((await _client.DescribeRegionsAsync(new DescribeRegionsRequest(), Token)).Regions);
        var offerings = await _client.DescribeInstanceTypeOfferingsAsync(new DescribeInstanceTypeOfferingsRequest { LocationType = LocationType.AvailabilityZone, Filters = [new Filter("instance-type", ["m5.metal"])] }, Token);
        Assert.Contains(offerings.InstanceTypeOfferings, offer => offer.Location == "eu-central-1-ham-1a");
    }

    [Fact]
    public async Task Status_ConsoleTagsAndPower_AreUnderstood()
    {
        var id = (await RunAsync()).InstanceId;
        await UntilAsync(id, InstanceStateName.Running);
        await UntilAsync(async () => (await _client.DescribeInstanceStatusAsync(new DescribeInstanceStatusRequest { InstanceIds = [id] }, Token)).InstanceStatuses[0].Status.Status == SummaryStatus.Ok);
        Assert.NotEmpty((await _client.GetConsoleOutputAsync(new GetConsoleOutputRequest { InstanceId = id, Latest = true }, Token)).Output);
        await _client.CreateTagsAsync(new CreateTagsRequest { Resources = [id], Tags = [new Tag("a", "1"), new Tag("empty", "")] }, Token);
        await _client.DeleteTagsAsync(new DeleteTagsRequest { Resources = [id], Tags = [new Tag("a")] }, Token);
        var tags = await _client.DescribeTagsAsync(new DescribeTagsRequest { Filters = [new Filter("resource-id", [id])] }, Token);
        Assert.Equal(("empty", ResourceType.Instance), (Assert.Single(tags.Tags).Key, tags.Tags[0].ResourceType));
        await _client.RebootInstancesAsync(new RebootInstancesRequest { InstanceIds = [id] }, Token);
        var stopping = await _client.StopInstancesAsync(new StopInstancesRequest { InstanceIds = [id] }, Token);
        Assert.Equal(InstanceStateName.Stopping, stopping.StoppingInstances[0].CurrentState.Name);
        await UntilAsync(id, InstanceStateName.Stopped);
        await _client.StartInstancesAsync(new StartInstancesRequest { InstanceIds = [id] }, Token);
        await UntilAsync(id, InstanceStateName.Running);
        var dry = await CodeAsync(() => _client.TerminateInstancesAsync(new TerminateInstancesRequest { InstanceIds = [id], DryRun = true }, Token));
        Assert.Equal("DryRunOperation", dry);
        Assert.Equal(InstanceStateName.Running, (await FindAsync(id)).State.Name);
    }

    private static Filter KeyFilter => new("tag:edge-key", ["k"]);

    private static TagSpecification Tags(ResourceType type) => new() { ResourceType = type, Tags = [new Tag("edge-key", "k")] };

    private AmazonEC2Client Client(string secret) => new(new BasicAWSCredentials(Tenant.AccessKeyId, secret), Config());

    private AmazonEC2Config Config() => new()
    {
        ServiceURL = $"http://{_server.EndPoint}", AuthenticationRegion = "eu-central-1", MaxErrorRetry = 0, MaxStaleConnectionRetries = 0, RetryMode = RequestRetryMode.Standard,
    };

    private async Task<string> GroupAsync(string vpcId)
    {
        var group = (await _client.CreateSecurityGroupAsync(new CreateSecurityGroupRequest { GroupName = "edge", Description = "d", VpcId = vpcId }, Token)).GroupId;
        var ssh = new IpPermission { IpProtocol = "tcp", FromPort = 22, ToPort = 22, Ipv4Ranges = [new IpRange { CidrIp = "192.0.2.0/24", Description = "me" }] };
        var members = new IpPermission { IpProtocol = "udp", FromPort = 4789, ToPort = 4789, UserIdGroupPairs = [new UserIdGroupPair { GroupId = group }] };
        var rules = await _client.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [ssh, members] }, Token);
        Assert.Equal(2, rules.SecurityGroupRules.Count);
        Assert.Equal("InvalidPermission.Duplicate", await CodeAsync(() => _client.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [ssh] }, Token)));
        var shown = Assert.Single((await _client.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { GroupIds = [group] }, Token)).SecurityGroups);
        Assert.Equal(["192.0.2.0/24"], shown.IpPermissions.Where(rule => rule.IpProtocol == "tcp").SelectMany(rule => rule.Ipv4Ranges).Select(range => range.CidrIp));
        Assert.Equal([group], shown.IpPermissions.Where(rule => rule.IpProtocol == "udp").SelectMany(rule => rule.UserIdGroupPairs).Select(pair => pair.GroupId));
        await _client.RevokeSecurityGroupIngressAsync(new RevokeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [ssh] }, Token);
        return group;
    }

    private async Task<Instance> RunAsync(Action<RunInstancesRequest>? change = null)
    {
        var images = await _client.DescribeImagesAsync(new DescribeImagesRequest { Filters = [new Filter("name", ["debian-12-amd64-*"])] }, Token);
        var request = new RunInstancesRequest { ImageId = images.Images[0].ImageId, InstanceType = InstanceType.M5Large, MinCount = 1, MaxCount = 1 };
        change?.Invoke(request);
        return Assert.Single((await _client.RunInstancesAsync(request, Token)).Reservation.Instances);
    }

    private async Task<Instance> FindAsync(string id) =>
        Assert.Single(Assert.Single((await _client.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [id] }, Token)).Reservations).Instances);

    private async Task<Instance> UntilAsync(string id, InstanceStateName state)
    {
        await UntilAsync(async () => (await FindAsync(id)).State.Name == state);
        return await FindAsync(id);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var step = 0; step < 1500; step++)
        {
            if (await condition())
                return;
            await Task.Delay(20, Token);
        }

        Assert.Fail("The condition did not come true.");
    }

    private static async Task<string?> CodeAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (AmazonEC2Exception e)
        {
            return e.ErrorCode;
        }
    }
}
