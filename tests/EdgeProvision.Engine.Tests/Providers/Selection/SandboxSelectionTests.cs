using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Selection;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers.Selection;

public sealed class SandboxSelectionTests
{
    private static readonly Dictionary<string, string> Sandbox = new()
    {
        ["ID"] = "a1", ["PACKET_ENDPOINT"] = "http://127.0.0.1:9100", ["PACKET_TOKEN"] = "sandbox-token", ["PACKET_PROJECT"] = "sandbox-project",
        ["SETTLE_SECONDS"] = "2.5",
    };

    private static readonly Dictionary<string, string> Ec2Sandbox = new()
    {
        ["ID"] = "a1", ["EC2_ENDPOINT"] = "http://127.0.0.1:9200", ["EC2_ACCESS"] = "sandbox-access", ["EC2_SECRET"] = "sandbox-secret", ["EC2_REGIONS"] = "eu-central-1,us-east-1",
    };

    private static readonly ProviderInputs RealWorld = new("packet")
    {
        Parameters = new Dictionary<string, string> { ["packet_endpoint"] = "https://real.test" },
        Record = new RecordedDriver("packet", "http://127.0.0.1:1/", "old-project", null),
        Descriptor = new Dictionary<string, string> { ["packet_token"] = "real-descriptor-token", ["packet_project"] = "****" },
        Environment = name => name == "PACKET_TOKEN" ? "real-environment-token" : null,
        Stored = new Dictionary<string, string> { ["packet_token"] = "real-stored-token" },
        Sandbox = Sandbox,
    };

    [Fact]
    public void Resolve_Sandbox_EverythingComesFromTheFrontEnd()
    {
        var selected = ProviderSelection.Resolve(RealWorld);

        Assert.Equal(CredentialOrigin.Sandbox, selected.SecretsFrom);
        Assert.Equal("http://127.0.0.1:9100/", selected.Settings.Endpoint.AbsoluteUri);
        Assert.Equal("sandbox-token", Assert.Single(selected.Settings.Secrets).Value);
        Assert.Equal(("sandbox-project", TimeSpan.FromSeconds(2.5)), (selected.Settings.Project, selected.Settings.SettleWindow));
        Assert.Null(selected.ReplacedEndpoint);
    }

    [Fact]
    public void Resolve_Sandbox_SaysWhatIsNotUsedAndNoSecret()
    {
        var selected = ProviderSelection.Resolve(RealWorld);

        Assert.Equal(
            "sandbox a1: endpoint and credentials of packet come from the front-end; the parameter for packet_endpoint, packet_token of the descriptor"
            + " and PACKET_TOKEN of the environment are not used",
            selected.Explanation);
    }

    [Fact]
    public void Resolve_SandboxAndNothingElse_SaysSoBriefly() => Assert.Equal(
        "sandbox a1: endpoint and credentials of packet come from the front-end",
        ProviderSelection.Resolve(new ProviderInputs("packet") { Sandbox = Sandbox }).Explanation);

    [Theory]
    [InlineData("ec2")]
    [InlineData("onprem")]
    public void Resolve_DriverWithoutEmulator_IsAnErrorAndCallsNothingReal(string driver)
    {
        var error = Assert.Throws<EdgeException>(() => ProviderSelection.Resolve(RealWorld with { Driver = driver }));

        Assert.Equal(("SandboxDriverMissing", ErrorKind.NotSupported), (error.Code, error.Kind));
        Assert.Contains("It plays: packet.", error.Message);
    }

    [Theory]
    [InlineData("onprem")]
    [InlineData("dummy")]
    public void Resolve_MachinesThatStand_ArePlayedByTheSandbox(string driver)
    {
        var sandbox = new Dictionary<string, string>(Sandbox) { ["ONPREM_ENDPOINT"] = "http://127.0.0.1:9300", ["ONPREM_USER"] = "sandbox", ["ONPREM_PASSWORD"] = "rack" };

        var selected = ProviderSelection.Resolve(RealWorld with { Driver = driver, Sandbox = sandbox });

        Assert.Equal(("127.0.0.1", 9300, "rack"), (selected.Settings.Endpoint.Host, selected.Settings.Endpoint.Port, selected.Settings.Secrets["onprem_password"]));
        Assert.Contains("power commands and Redfish services of the descriptor are not called", selected.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us-east-1", "us-east-1")]
    [InlineData(null, "eu-central-1")]
    public void Resolve_Ec2_TakesTheDescriptorsRegionAndNothingElseOfIt(string? region, string expected)
    {
        var inputs = new ProviderInputs("ec2")
        {
            Sandbox = Ec2Sandbox,
            Descriptor = new Dictionary<string, string> { ["ec2_access"] = "REAL", ["ec2_secret"] = "real-secret", ["region_name"] = region ?? "" },
        };

        var selected = ProviderSelection.Resolve(inputs);

        Assert.Equal(("sandbox-access", "sandbox-secret", expected), (selected.Settings.Secrets["ec2_access"], selected.Settings.Secrets["ec2_secret"], selected.Settings.Region));
        Assert.Equal(new Uri("http://127.0.0.1:9200"), selected.Settings.Endpoint);
    }

    [Theory]
    [InlineData("eu-centrall-1", "Did you mean eu-central-1?")]
    [InlineData("me-south-1", "Write one of these")]
    public void Resolve_Ec2InARegionThatTheSandboxDoesNotPlay_SaysSoAndNotThatCredentialsAreWrong(string region, string advice)
    {
        var inputs = new ProviderInputs("ec2") { Sandbox = Ec2Sandbox, Descriptor = new Dictionary<string, string> { ["region_name"] = region } };

        var error = Assert.Throws<EdgeException>(() => ProviderSelection.Resolve(inputs));

        Assert.Equal("ProviderRegionUnknown", error.Code);
        Assert.Contains($"'{region}' of ec2 (region_name of the descriptor). It plays: eu-central-1, us-east-1.", error.Message, StringComparison.Ordinal);
        Assert.StartsWith(advice, error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_Ec2OfASandboxWithoutCredentials_NeverFallsBackToThePlacesOfAws()
    {
        var sandbox = Ec2Sandbox.Where(a => a.Key is not ("EC2_ACCESS" or "EC2_SECRET")).ToDictionary();

        Assert.Equal("SandboxDriverMissing", Assert.Throws<EdgeException>(() => ProviderSelection.Resolve(new ProviderInputs("ec2") { Sandbox = sandbox })).Code);
    }

    [Theory]
    [InlineData("PACKET_ENDPOINT")]
    [InlineData("PACKET_TOKEN")]
    [InlineData("PACKET_PROJECT")]
    public void Resolve_SandboxThatDoesNotSayAll_NeverFallsBackToRealCredentials(string missing)
    {
        var sandbox = Sandbox.Where(a => a.Key != missing).ToDictionary();

        Assert.Equal(
            "SandboxDriverMissing",
            Assert.Throws<EdgeException>(() => ProviderSelection.Resolve(RealWorld with { Sandbox = sandbox })).Code);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("1e300")]
    [InlineData("NaN")]
    public void Resolve_NonsenseSettleWindow_IsTheDriversOwn(string text) => Assert.Null(ProviderSelection.Resolve(
        new ProviderInputs("packet") { Sandbox = new Dictionary<string, string>(Sandbox) { ["SETTLE_SECONDS"] = text } }).Settings.SettleWindow);
}
