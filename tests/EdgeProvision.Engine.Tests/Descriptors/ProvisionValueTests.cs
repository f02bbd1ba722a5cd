namespace EdgeProvision.Engine.Tests.Descriptors;

/// <summary>What a host's provision, or those of several hosts together, cannot say: told from the file alone, where it stands and why.</summary>
public sealed class ProvisionValueTests
{
    [Theory]
    [InlineData("open: udp/70000", "'udp/70000': ports end at 65535.", null)]
    [InlineData("ssh_from: 198.51.100.7/24", "'198.51.100.7/24': the address has bits beyond its prefix length 24.", "Write 198.51.100.0/24 for the network, or 198.51.100.7 for that address alone.")]
    [InlineData("ssh_from: []", "here stands an empty list.", "Name them, or leave ssh_from out.")]
    [InlineData("ssh_from: ''", "here stands ''.", null)]
    public void Load_OfWhatCannotBeLetIn_SaysWhy(string key, string cause, string? advice)
    {
        var error = Loading.Error(Ec2(key));

        Assert.Equal(("WrongValue", 7), (error.Code, error.Line));
        Assert.EndsWith(cause, error.Message, StringComparison.Ordinal);
        Assert.Equal(advice, error.Suggestion);
    }

    [Theory]
    [InlineData("address: 192.0.2.012", "'192.0.2.012': a number that begins with 0, as 012, is read as octal by some.")]
    [InlineData("private_address: 192.0.2.300", "here stands '192.0.2.300'.")]
    [InlineData("redfish: { url: 'http://root:word@bmc.example' }", "here stands one that has a user name or password in it.")]
    [InlineData("redfish: { url: 'http://bmc.example' }", "here stands one that starts with http:// and is not this machine, so that the password would travel in clear.")]
    [InlineData("power_command: ../ipmi", "here stands '../ipmi'.")]
    public void Load_OfAMachineThatCannotStand_SaysWhy(string key, string cause)
    {
        var error = Loading.Error(Hosts($"driver: onprem, hostname: a, {key}"));

        Assert.Equal("WrongValue", error.Code);
        Assert.EndsWith(cause, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("address: rack-1.example, redfish: { url: 'http://127.0.0.1:8000', user: u }, power_command: ipmi.sh")]
    [InlineData("address: 2001:db8::1, redfish: { url: 'https://bmc.example', user: u }")]
    public void Load_OfAMachineThatCanStand_TakesIt(string key) => Assert.Single(Loading.Load(Hosts($"driver: onprem, hostname: a, {key}")).Descriptor.Hosts);

    [Fact]
    public void Load_OfAHostKeyThatIsNone_SaysWhere()
    {
        var error = Loading.Error(Hosts("driver: onprem, hostname: a").Replace("im_mad", "connection: { host_key: ssh-ed25519 garbage }, im_mad", StringComparison.Ordinal));

        Assert.Equal(("WrongValue", "hosts[0].connection.host_key"), (error.Code, error.Path));
    }

    [Theory]
    [InlineData("ssh_from: 198.51.100.7", "subnetid: subnet-1", "KeysContradict")]
    [InlineData("open: [tcp/443]", "securitygroupids: [sg-1]", "KeysContradict")]
    public void Load_OfWhoIsLetInToANetworkThatStands_IsRefused(string own, string standing, string code)
    {
        var error = Loading.Error(Ec2($"{standing}, {own}"));

        Assert.Equal((code, 7), (error.Code, error.Line));
        Assert.Contains(standing.Split(':')[0], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfTwoRegions_IsToldAtTheSecond()
    {
        var error = Loading.Error(Ec2("tenancy: default") + Ec2("tenancy: default", "b", "eu-west-1").Split("hosts:\n")[1]);

        Assert.Equal(("RegionsDiffer", 8, "hosts[1].provision.region_name"), (error.Code, error.Line, error.Path));
        Assert.Contains("(hosts[0].provision.region_name, line 7) is 'eu-central-1'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfARegionThatIsNearlyOne_AsksWhetherThatIsMeant()
    {
        var doubt = Assert.Single(Loading.Load(Ec2("tenancy: default", region: "eu-centrall-1")).Diagnostics);

        Assert.Equal(("SimilarValue", 7, "Did you mean eu-central-1?"), (doubt.Code, doubt.Line, doubt.Suggestion));
        Assert.Empty(Loading.Load(Ec2("tenancy: default", region: "RegionOne")).Diagnostics);
    }

    [Theory]
    [InlineData("driver: ec2, region_name: r, ami: a, instancetype: i, elasticip: 198.51.100.1", "AddressNamedTwice")]
    [InlineData("driver: onprem, address: 192.0.2.1", "MachineTaken")]
    [InlineData("driver: dummy, ip: 192.0.2.1", "MachineTaken")]
    public void Load_OfOneAddressForTwo_IsToldAtTheSecond(string keys, string code)
    {
        var error = Loading.Error(Hosts($"hostname: a, {keys}", $"hostname: b, {keys}"));

        Assert.Equal((code, 5), (error.Code, error.Line));
    }

    private static string Ec2(string keys, string hostname = "a", string region = "eu-central-1") => "name: p\n\n\n\n\nhosts:\n" + Host($"driver: ec2, hostname: {hostname}, region_name: {region}, ami: a, instancetype: i, {keys}");

    private static string Hosts(params string[] provisions) => "name: p\n\nhosts:\n" + string.Concat(provisions.Select(Host));

    private static string Host(string provision) => $"- {{ im_mad: kvm, vm_mad: kvm, provision: {{ {provision} }} }}\n";
}
