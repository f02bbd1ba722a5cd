using EdgeProvision.Engine.Hosts.Roles;
using EdgeProvision.Engine.Providers;

namespace EdgeProvision.Engine.Tests.Hosts.Roles;

/// <summary>Hosts whose provider's filter lets in what is for their virtual machines: the host itself keeps it out.</summary>
public sealed class ClosedHostTests
{
    [Theory]
    [InlineData("ec2", "region_name", true)]
    [InlineData("ec2", "subnetid", false)]
    [InlineData("packet", "facility", false)]
    public void HostVariables_OfADriver_CloseHostsInANetworkThatIsMadeForThem(string driver, string key, bool isClosed) =>
        Assert.Equal(isClosed, ProviderDrivers.HostVariables(driver, ["hostname", key]).ContainsKey("iptables_base_rules_closed"));

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(false, null, false)]
    [InlineData(true, false, false)]
    public void Compile_ClosedUnlessTheDescriptorSaysOtherwise_SaysSoToTheHost(bool byDefault, bool? given, bool isClosed)
    {
        var library = new PlaybookLibrary([Workshop.ShippedFolder]);
        var request = given is { } own ? Workshop.Request(("iptables_base_rules_closed", own)) : Workshop.Request();

        var text = library.Compile(request with { Playbooks = ["default"], FallbackVariables = new Dictionary<string, object?> { ["iptables_base_rules_closed"] = byDefault } }, Workshop.Debian, false, false).ShellText;

        Assert.Equal(isClosed, text.Contains("closed yes", StringComparison.Ordinal));
    }
}
