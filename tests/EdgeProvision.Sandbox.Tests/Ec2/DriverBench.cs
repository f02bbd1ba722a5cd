using System.Text.RegularExpressions;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Providers.Origins;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Purchases;
using EdgeProvision.Sandbox.Tests.Contract.Machines;
using EdgeProvision.Sandbox.Tests.Packet;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>The engine's driver for EC2 before the emulator.</summary>
internal sealed class DriverBench : RentingBench
{
    public const string Secret = "driver-secret/+=";
    public const string Access = "AKIDDRIVER";
    private readonly string _secret;

    public DriverBench(string secret = Secret, string? proxyPage = null, int maxRepeats = 5, int quota = 1000, int addressQuota = 5)
        : this(new PaperMachineRoom(), new Ec2Quotas { Instances = quota, Addresses = addressQuota }, secret, proxyPage, maxRepeats)
    {
    }

    private DriverBench(PaperMachineRoom room, Ec2Quotas quotas, string secret, string? proxyPage, int maxRepeats)
        : this(Make(room, quotas), room, secret, proxyPage, maxRepeats)
    {
    }

    private DriverBench(Ec2Emulator emulator, PaperMachineRoom room, string secret, string? proxyPage, int maxRepeats)
        : base("ec2", room, proxyPage is null ? emulator : new Page(proxyPage), maxRepeats) => (Emulator, _secret) = (emulator, secret);

    public Ec2Emulator Emulator { get; }

    public override Ledger Ledger => Emulator.Ledger;

    public override MachineOffer Offer => new() { RepeatsOrders = true, AdmitsByName = true, KeepsDisks = true, Preparations = 1, Lists = Enum.GetValues<CatalogTopic>() };

    /// <summary>Where logins come from, when a descriptor does not say.</summary>
    public PaperOrigins Logins { get; } = new();

    protected override ILoginOrigins Origins => Logins;

    public override ProviderSettings Settings =>
        new("ec2", Endpoint, new Dictionary<string, string> { ["ec2_access"] = Access, ["ec2_secret"] = _secret }, null, "eu-central-1", SettleWindow) { Work = "create 12345678" };

    public override string SecretText => Secret;

    public override string UnknownId => "i-0123456789abcdef0";

    public override string OtherHardware => "m5.xlarge";

    public override DeviceRequest OrderOf(string hardware) => Request("node1", 1, ("instancetype", hardware));

    protected override IReadOnlyDictionary<string, string> WrongSecrets => new Dictionary<string, string> { ["ec2_access"] = Access, ["ec2_secret"] = WrongSecret };

    public override DeviceRequest Order(string name, int attempt = 1) => Request(name, attempt);

    public override void SellOut() => Emulator.Conditions.SetCapacity("*", "*", 0);

    public override void FailNext() => Emulator.Conditions.FailNext(1);

    public override void Lag(TimeSpan span) => Emulator.Conditions.Lag = span;

    protected override CallMatch Match(BenchCall calls) => new()
    {
        Service = Service,
        Action = calls switch
        {
            BenchCall.Order => "RunInstances",
            BenchCall.Power => "*o*Instances",
            BenchCall.Release => "TerminateInstances",
            _ => "*",
        },
    };

    protected override FaultOrder Limit(CallMatch match) => new() { Match = match, Status = 503, Code = "RequestLimitExceeded" };

    /// <summary>A machine in the account's default network.</summary>
    public static DeviceRequest Request(string name = "node1", int attempt = 1, params (string Key, string Value)[] more) =>
        Own(name, attempt, [("securitygroups", "default"), .. more]);

    /// <summary>A machine in a network of the provision's own, if nothing more is said.</summary>
    public static DeviceRequest Own(string name = "node1", int attempt = 1, params (string Key, string Value)[] more)
    {
        var keys = new Dictionary<string, string> { ["region_name"] = "eu-central-1", ["ami"] = "debian_12", ["instancetype"] = "m5.large" };
        foreach (var (key, value) in more)
            keys[key] = value;
        return new DeviceRequest("p-1", $"p-1/host/{name}", attempt, 7, name, KeyPairTests.Ed25519, keys);
    }

    /// <summary>Orders an instance and waits until it runs.</summary>
    public Task<Device> RunAsync() => RunAsync(Request());

    public void Fail(string action, FaultKind kind, int status = 503, string? code = null, int times = 1) =>
        Board.Add(new FaultOrder { Match = new CallMatch { Service = "ec2", Action = action }, Kind = kind, Status = status, Code = code, Times = times });

    /// <summary>Has the account use the zones of a group.</summary>
    public async Task OptInAsync(string group)
    {
        using var client = Another();
        await client.ModifyAvailabilityZoneGroupAsync(new ModifyAvailabilityZoneGroupRequest { GroupName = group, OptInStatus = ModifyAvailabilityZoneOptInStatus.OptedIn }, Token);
    }

    /// <summary>Imports a key pair that is no provision's.</summary>
    public async Task ImportAsync(string name)
    {
        using var client = Another();
        await client.ImportKeyPairAsync(new ImportKeyPairRequest { KeyName = name, PublicKeyMaterial = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(KeyPairTests.Ed25519)) }, Token);
    }

    public override async Task<string> CopyAsync(string id)
    {
        using var client = Another();
        return await CopyAsync(client, id);
    }

    /// <summary>An order by hand names no token.</summary>
    public static async Task<string> CopyAsync(AmazonEC2Client client, string id)
    {
        var copied = (await client.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [id] }, Token)).Reservations[0].Instances[0];
        var made = await client.RunInstancesAsync(
            new RunInstancesRequest
            {
                MinCount = 1, MaxCount = 1, ImageId = copied.ImageId, InstanceType = copied.InstanceType, SubnetId = copied.SubnetId, ClientToken = "",
                TagSpecifications = [new TagSpecification { ResourceType = ResourceType.Instance, Tags = copied.Tags }],
            },
            Token);
        return made.Reservation.Instances[0].InstanceId;
    }

    /// <summary>Somebody takes all tags off an instance.</summary>
    public async Task UntagAsync(string id)
    {
        using var client = Another();
        await client.DeleteTagsAsync(new DeleteTagsRequest { Resources = [id] }, Token);
    }

    /// <summary>The key pair of an instance, seen by another client.</summary>
    public async Task<string?> KeyNameAsync(string id)
    {
        using var client = Another();
        return (await client.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [id] }, Token)).Reservations[0].Instances[0].KeyName;
    }

    /// <summary>How many routes lead to a carrier gateway.</summary>
    public async Task<int> CarrierRoutesAsync()
    {
        using var client = Another();
        return (await client.DescribeRouteTablesAsync(new DescribeRouteTablesRequest(), Token)).RouteTables.SelectMany(t => t.Routes).Count(r => r.CarrierGatewayId is { Length: > 0 });
    }

    /// <summary>What the only group of a provision lets in from networks, each with why it says that it is there; when it came is TIME where that is today.</summary>
    public async Task<IReadOnlyList<string>> RulesAsync()
    {
        using var client = Another();
        return [.. (await GroupAsync(client)).IpPermissions.SelectMany(p => (p.Ipv4Ranges ?? []).Select(r => $"{p.IpProtocol} {p.FromPort}-{p.ToPort} {r.CidrIp} ({Today().Replace(r.Description ?? "", "TIME")})")).Order(StringComparer.Ordinal)];
    }

    /// <summary>What the only group that there is lets in, as the emulator has it.</summary>
    public List<string> LetIn() =>
    [
        .. Assert.Single(Emulator.Describe()["groups"]!.AsArray())!["rules"]!.AsArray().Select(r => (string)r!).Where(r => r.StartsWith("in ", StringComparison.Ordinal))
            .Select(r => r["in peer: ".Length..^", ALLOW".Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>How many VPCs, subnets, gateways, route tables, groups, key pairs and carrier gateways there are.</summary>
    public int[] Counts()
    {
        var there = Emulator.Describe();
        return [.. new[] { "vpcs", "subnets", "gateways", "routeTables", "groups", "keyPairs", "carrierGateways" }.Select(kind => there[kind]!.AsArray().Count)];
    }

    /// <summary>A rule that somebody adds by hand.</summary>
    public async Task AllowAsync(int port, string network, string? description)
    {
        using var client = Another();
        await client.AuthorizeSecurityGroupIngressAsync(
            new AuthorizeSecurityGroupIngressRequest
            {
                GroupId = (await GroupAsync(client)).GroupId,
                IpPermissions = [new IpPermission { IpProtocol = "tcp", FromPort = port, ToPort = port, Ipv4Ranges = [new IpRange { CidrIp = network, Description = description }] }],
            },
            Token);
    }

    // A test that runs at midnight sees two days.
    private static Regex Today() => new($"(?:{DateTime.UtcNow:yyyy-MM-dd}|{DateTime.UtcNow.AddMinutes(-5):yyyy-MM-dd})T[0-9:]+Z");

    private static async Task<SecurityGroup> GroupAsync(AmazonEC2Client client) =>
        Assert.Single((await client.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { Filters = [new Filter("group-name", ["edge-*"])] }, Token)).SecurityGroups);

    /// <summary>Another client of the same account.</summary>
    public AmazonEC2Client Another() =>
        new(new BasicAWSCredentials(Access, Secret), new AmazonEC2Config { ServiceURL = Settings.Endpoint.AbsoluteUri, AuthenticationRegion = "eu-central-1" });

    /// <summary>The name of an instance's image, seen by another client.</summary>
    public async Task<string> ImageNameAsync(string id)
    {
        using var client = Another();
        var instances = await client.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [id] }, Token);
        var images = await client.DescribeImagesAsync(new DescribeImagesRequest { ImageIds = [instances.Reservations[0].Instances[0].ImageId] }, Token);
        return images.Images[0].Name;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Emulator.DisposeAsync();
    }

    private static Ec2Emulator Make(PaperMachineRoom room, Ec2Quotas quotas) => new(room, TimeProvider.System, new Ec2Options
    {
        Tenants = [new Ec2Tenant(Access, Secret, "111111111111")], PendingFor = Short, ShuttingDownFor = Short, StoppingFor = Short,
        InterfaceLingersFor = Short, StatusCheckFor = Short, NetworkPendingFor = Short, Throttles = false, Quotas = quotas,
    });

    private sealed class Page(string text) : IHttpApp
    {
        public Task<HttpReply> AnswerAsync(HttpCall call, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpReply(200, "text/html", System.Text.Encoding.UTF8.GetBytes(text)));
    }
}
