using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using EdgeProvision.Sandbox.Hosts;
using EdgeProvision.Sandbox.Sessions;
using EdgeProvision.Sandbox.Tests.Hosts;

namespace EdgeProvision.Sandbox.Tests.Sessions;

/// <summary>EC2 of the program itself, on real machines, by the client that drivers are written with.</summary>
public sealed class SandboxEc2Tests : IAsyncDisposable
{
    private const int TimedOut = 124, SshFailed = 255;
    private static readonly IpPermission LogIn = new() { IpProtocol = "tcp", FromPort = 22, ToPort = 22, Ipv4Ranges = [new IpRange { CidrIp = "127.0.0.1/32" }] };
    private readonly string _id = $"ec2-{Guid.NewGuid():N}"[..12];
    private readonly SandboxLauncher _launcher = new(
        [Path.Combine(AppContext.BaseDirectory, "EdgeProvision.Sandbox")], TimeProvider.System, line => TestContext.Current.SendDiagnosticMessage(line));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string State => LinuxMachineRoomOptions.DefaultStateDirectory;

    public async ValueTask DisposeAsync()
    {
        if (Environment.IsPrivilegedProcess)
            await _launcher.StopAsync(_id, State, CancellationToken.None);
    }

    [Fact]
    public async Task Instances_OfAnOwnNetwork_AreReachedFromOutsideAndReachEachOther()
    {
        RequireRoot.Demand();
        var session = await _launcher.StartAsync(new SandboxRunOptions { Id = _id, StateDirectory = State, ParentPid = Environment.ProcessId }, Token);
        using var client = new AmazonEC2Client(new BasicAWSCredentials(session.Ec2AccessKey, session.Ec2SecretKey), new AmazonEC2Config
        {
            ServiceURL = session.Ec2Endpoint, AuthenticationRegion = "us-west-2", MaxErrorRetry = 0, MaxStaleConnectionRetries = 0, RetryMode = RequestRetryMode.Standard,
        });
        var vpc = (await client.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.9.0.0/16" }, Token)).Vpc.VpcId;
        var gateway = (await client.CreateInternetGatewayAsync(new CreateInternetGatewayRequest(), Token)).InternetGateway.InternetGatewayId;
        await client.AttachInternetGatewayAsync(new AttachInternetGatewayRequest { InternetGatewayId = gateway, VpcId = vpc }, Token);
        var one = await RunAsync(client, session, await SubnetAsync(client, vpc, "10.9.1.0/24"), "one");
        var two = await RunAsync(client, session, await SubnetAsync(client, vpc, "10.9.2.0/24"), "two");

        // The group that every VPC has lets in its members only.
        var (first, group) = (await UntilRunningAsync(client, one), one.SecurityGroups[0].GroupId);
        await client.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [LogIn] }, Token);
        Assert.Equal("one", await SshAsync(session, first, "hostname"));
        await client.RevokeSecurityGroupIngressAsync(new RevokeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [LogIn] }, Token);
        Assert.Equal(TimedOut, (await Shell.TryAsync("timeout", "1", "bash", "-c", $"exec 3<>/dev/tcp/{first}/22")).Status);
        await client.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [LogIn] }, Token);
        var second = await UntilRunningAsync(client, two);
        Assert.Equal("two", await SshAsync(session, second, "hostname"));
        Assert.Equal(("10.9.1.4", "10.9.2.4"), (one.PrivateIpAddress, two.PrivateIpAddress));
        await SshAsync(session, second, $"ping -c 1 -W 5 {one.PrivateIpAddress}");
        await OverlayIsForMembersAsync(client, session, vpc, one, two);

        var address = await client.AllocateAddressAsync(new AllocateAddressRequest { Domain = DomainType.Vpc }, Token);
        var association = await client.AssociateAddressAsync(new AssociateAddressRequest { AllocationId = address.AllocationId, InstanceId = one.InstanceId }, Token);
        Assert.Equal("one", await SshAsync(session, address.PublicIp, "hostname"));
        await client.AssociateAddressAsync(new AssociateAddressRequest { AllocationId = address.AllocationId, InstanceId = two.InstanceId }, Token);
        await UntilAsync(async () => (await TrySshAsync(session, address.PublicIp, "hostname")).Output == "two");

        await client.TerminateInstancesAsync(new TerminateInstancesRequest { InstanceIds = [one.InstanceId, two.InstanceId] }, Token);
        await UntilAsync(async () => (await TrySshAsync(session, address.PublicIp, "hostname")).Status != 0);
        Assert.NotEqual("", association.AssociationId);
    }

    /// <summary>What is let in from a group passes from its members, and from nobody else.</summary>
    private static async Task OverlayIsForMembersAsync(AmazonEC2Client client, SandboxSession session, string vpc, Instance one, Instance two)
    {
        var (first, second, members) = (await UntilRunningAsync(client, one), await UntilRunningAsync(client, two), one.SecurityGroups[0].GroupId);
        await SshAsync(session, first, $"systemd-run -q perl -e '{Datagrams.Echo}'");
        Task<(int Status, string Output)> AskAsync() => TrySshAsync(session, second, $"timeout 1 perl -e '{Datagrams.Ask}' {one.PrivateIpAddress}");
        await UntilAsync(async () => (await AskAsync()).Output == two.PrivateIpAddress);

        var others = (await client.CreateSecurityGroupAsync(new CreateSecurityGroupRequest { GroupName = "others", Description = "others", VpcId = vpc }, Token)).GroupId;
        await client.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest { GroupId = others, IpPermissions = [LogIn] }, Token);
        await client.ModifyInstanceAttributeAsync(new ModifyInstanceAttributeRequest { InstanceId = two.InstanceId, Groups = [others] }, Token);

        // A login that took too long says nothing of the datagram.
        var status = SshFailed;
        await UntilAsync(async () => (status = (await AskAsync()).Status) != SshFailed);
        Assert.Equal(TimedOut, status);

        var overlay = new IpPermission { IpProtocol = "udp", FromPort = 4789, ToPort = 4789, UserIdGroupPairs = [new UserIdGroupPair { GroupId = others }] };
        await client.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest { GroupId = members, IpPermissions = [overlay] }, Token);
        await UntilAsync(async () => (await AskAsync()).Output == two.PrivateIpAddress);
        Assert.NotEqual(0, (await TrySshAsync(session, second, $"ping -c 1 -W 1 {one.PrivateIpAddress}")).Status);
    }

    private static async Task<string> SubnetAsync(AmazonEC2Client client, string vpc, string block)
    {
        var subnet = (await client.CreateSubnetAsync(new CreateSubnetRequest { VpcId = vpc, CidrBlock = block }, Token)).Subnet.SubnetId;
        await client.ModifySubnetAttributeAsync(new ModifySubnetAttributeRequest { SubnetId = subnet, MapPublicIpOnLaunch = true }, Token);
        return subnet;
    }

    private static async Task<Instance> RunAsync(AmazonEC2Client client, SandboxSession session, string subnet, string name)
    {
        var images = await client.DescribeImagesAsync(new DescribeImagesRequest { Filters = [new Filter("name", ["debian-12-amd64-*"])] }, Token);
        var config = $"#cloud-config\nhostname: {name}\nssh_authorized_keys:\n  - {await File.ReadAllTextAsync(session.SshPublicKey, Token)}";
        var answer = await client.RunInstancesAsync(new RunInstancesRequest
        {
            ImageId = images.Images[0].ImageId, InstanceType = InstanceType.M5Metal, MinCount = 1, MaxCount = 1, SubnetId = subnet,
            UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes(config)),
        }, Token);
        return answer.Reservation.Instances[0];
    }

    /// <summary>The public address of the instance, once it runs.</summary>
    private static async Task<string> UntilRunningAsync(AmazonEC2Client client, Instance instance)
    {
        var address = "";
        await UntilAsync(async () =>
        {
            var shown = (await client.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [instance.InstanceId] }, Token)).Reservations[0].Instances[0];
            address = shown.PublicIpAddress ?? "";
            return shown.State.Name == InstanceStateName.Running;
        });
        return address;
    }

    private static async Task<string> SshAsync(SandboxSession session, string address, string command)
    {
        var last = (Status: -1, Output: "");
        await UntilAsync(async () => (last = await TrySshAsync(session, address, command)).Status == 0);
        return last.Output;
    }

    private static Task<(int Status, string Output)> TrySshAsync(SandboxSession session, string address, string command) => Shell.TryAsync(
        "ssh", "-i", session.SshPrivateKey, "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-o", "ConnectTimeout=3", "-o", "StrictHostKeyChecking=no",
        "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", $"root@{address}", command);

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var step = 0; step < 240; step++)
        {
            if (await condition())
                return;
            await Task.Delay(500, Token);
        }

        Assert.Fail("The condition did not come true.");
    }
}
