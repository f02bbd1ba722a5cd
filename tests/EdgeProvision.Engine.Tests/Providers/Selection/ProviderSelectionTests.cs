using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Selection;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers.Selection;

public sealed class ProviderSelectionTests
{
    private const string Id1 = "11111111-2222-3333-4444-555555555555";
    private const string Id2 = "99999999-2222-3333-4444-555555555555";

    private static readonly RecordedDriver Record = new("packet", "https://recorded.test/", Id1, null);

    [Fact]
    public void Resolve_EveryPlaceGiven_ParameterWinsForEndpointAndToken()
    {
        var selected = ProviderSelection.Resolve(Full());

        Assert.Equal("https://parameter.test/", selected.Settings.Endpoint.AbsoluteUri);
        Assert.Equal("parameter-token", selected.Settings.Secrets["packet_token"]);
        Assert.Equal(CredentialOrigin.Parameter, selected.SecretsFrom);
        Assert.Equal("https://recorded.test/", selected.ReplacedEndpoint!.AbsoluteUri);
    }

    [Fact]
    public void Resolve_WithoutParameter_RecordThenDescriptorThenEnvironmentThenRegistered()
    {
        var inputs = Full() with { Parameters = Map() };
        var withRecord = ProviderSelection.Resolve(inputs with { Descriptor = Map(("packet_token", "descriptor-token")) });
        var withDescriptor = ProviderSelection.Resolve(inputs with { Record = null });
        var withStored = ProviderSelection.Resolve(inputs with { Record = null, Descriptor = Map() });
        var withEnvironment = ProviderSelection.Resolve(inputs with { Record = null, Descriptor = Map(), Stored = Map() });
        var withRegistered = ProviderSelection.Resolve(inputs with { Record = null, Descriptor = Map(), Stored = Map(), Environment = _ => null });

        Assert.Equal(("recorded.test", "descriptor-token", CredentialOrigin.Descriptor), Parts(withRecord));
        Assert.Equal(("descriptor.test", "descriptor-token", CredentialOrigin.Descriptor), Parts(withDescriptor));
        Assert.Equal(("environment.test", "stored-token", CredentialOrigin.Stored), Parts(withStored));
        Assert.Equal(("environment.test", "environment-token", CredentialOrigin.Environment), Parts(withEnvironment));
        Assert.Equal(("registered.test", "registered-token", CredentialOrigin.Registered), Parts(withRegistered));
    }

    [Fact]
    public void Resolve_RecordSaysIt_EnvironmentIsNotAskedForEndpointAndProject()
    {
        var asked = new List<string>();
        var selected = ProviderSelection.Resolve(new ProviderInputs("packet")
        {
            Record = Record,
            Environment = name =>
            {
                asked.Add(name);
                return name == "PACKET_TOKEN" ? "  environment-token\n" : "https://wrong.test";
            },
        });

        Assert.Equal(["PACKET_TOKEN"], asked.Distinct());
        Assert.Equal((new Uri("https://recorded.test/"), Id1), (selected.Settings.Endpoint, selected.Settings.Project));
        Assert.Equal("environment-token", selected.Settings.Secrets["packet_token"]);
        Assert.Null(selected.ReplacedEndpoint);
    }

    [Theory]
    [InlineData("****")]
    [InlineData("*")]
    [InlineData("canary")]
    [InlineData("")]
    [InlineData("  ")]
    public void Resolve_MaskedDescriptor_CountsAsNotGiven(string mask)
    {
        var selected = ProviderSelection.Resolve(new ProviderInputs("packet")
        {
            Descriptor = Map(("packet_token", mask), ("packet_project", mask), ("packet_endpoint", mask)),
            Environment = FromEnvironment,
        });

        Assert.Equal(("environment.test", "environment-token", CredentialOrigin.Environment), Parts(selected));
        Assert.Equal("PACKET_TOKEN of the environment", selected.Settings.CredentialSource);
    }

    [Fact]
    public void Resolve_NothingGiven_OneErrorNamesEveryPlaceAndTheLines()
    {
        var error = Assert.Throws<EdgeException>(() => ProviderSelection.Resolve(new ProviderInputs("packet")
        {
            Descriptor = Map(("packet_token", "****")),
            Place = key => key switch { "packet_token" => "fosdem.yaml:9:19", "driver" => "fosdem.yaml:8:13", _ => null },
            Environment = name => name == "PACKET_PROJECT" ? "***" : null,
        }));

        Assert.Equal(("ProviderEndpointMissing", ErrorKind.InvalidInput), (error.Code, error.Kind));
        Assert.Contains("ended on 2026-06-30", error.Message);
        Assert.Contains("no packet_endpoint beside 'driver' (fosdem.yaml:8:13)", error.Message);
        Assert.Contains("packet_token (fosdem.yaml:9:19) is masked", error.Message);
        Assert.Contains("environment: PACKET_ENDPOINT is not set", error.Message);
        Assert.Contains("environment: PACKET_PROJECT is masked or blank", error.Message);
        Assert.Contains("nothing stored with this provision", error.Message);
        Assert.Contains("no registered provider", error.Message);
        Assert.Contains("PACKET_ENDPOINT and PACKET_TOKEN and PACKET_PROJECT", error.RecommendedAction);
    }

    [Theory]
    [InlineData("packet_token", "ProviderTokenMissing")]
    [InlineData("packet_project", "ProviderProjectMissing")]
    [InlineData("packet_endpoint", "ProviderEndpointMissing")]
    public void Resolve_OneMissing_HasItsCode(string missing, string code)
    {
        var all = Map(("packet_token", "t0ken"), ("packet_project", Id1), ("packet_endpoint", "https://x.test"));

        var error = Assert.Throws<EdgeException>(() => ProviderSelection.Resolve(
            new ProviderInputs("packet") { Descriptor = all.Where(p => p.Key != missing).ToDictionary() }));

        Assert.Equal(code, error.Code);
        Assert.DoesNotContain("t0ken", ProviderWorld.Shown(error));
    }

    [Fact]
    public void Resolve_DescriptorEndpointDiffersFromRecord_IsAnErrorThatNamesBoth()
    {
        var error = Assert.Throws<EdgeException>(() => ProviderSelection.Resolve(new ProviderInputs("packet")
        {
            Record = Record,
            Descriptor = Map(("packet_endpoint", "https://new.test"), ("packet_token", "t0ken")),
            Place = _ => "a.yaml:3:1",
        }));

        Assert.Equal("ProviderEndpointDiffers", error.Code);
        Assert.Contains("'https://recorded.test/'", error.Message);
        Assert.Contains("packet_endpoint of the descriptor (a.yaml:3:1) says 'https://new.test'", error.Message);
        Assert.Contains("give the new address as a parameter", error.RecommendedAction);
    }

    [Theory]
    [InlineData("https://RECORDED.test")]
    [InlineData("https://recorded.test:443/")]
    public void Resolve_DescriptorEndpointSpeltOtherwise_IsTheSame(string written) => Assert.Null(ProviderSelection.Resolve(new ProviderInputs("packet")
    {
        Record = Record,
        Descriptor = Map(("packet_endpoint", written), ("packet_token", "t0ken")),
    }).ReplacedEndpoint);

    [Fact]
    public void Resolve_ProjectIdDiffersFromRecord_IsAnErrorFromDescriptorAndParameter()
    {
        var inputs = new ProviderInputs("packet") { Record = Record, Environment = FromEnvironment };

        foreach (var differing in new[] { inputs with { Descriptor = Map(("packet_project", Id2)) }, inputs with { Parameters = Map(("packet_project", Id2)) } })
        {
            var error = Assert.Throws<EdgeException>(() => ProviderSelection.Resolve(differing));
            Assert.Equal("ProviderEndpointDiffers", error.Code);
            Assert.Contains(Id1, error.Message);
            Assert.Contains(Id2, error.Message);
        }
    }

    [Fact]
    public void Resolve_ProjectNameBesideARecordedId_IsLeftToTheDriverToCompare()
    {
        var selected = ProviderSelection.Resolve(
            new ProviderInputs("packet") { Record = Record, Descriptor = Map(("packet_project", "edge")), Environment = FromEnvironment });

        Assert.Equal((Id1, "edge"), (selected.Settings.Project, selected.Settings.ProjectAlias));
    }

    [Theory]
    [InlineData("packet.test")]
    [InlineData("ftp://packet.test")]
    [InlineData("https://user:hunter2@packet.test")]
    [InlineData("https://packet.test/?token=hunter2")]
    public void Resolve_EndpointThatIsNone_IsAnErrorWithoutTheValue(string endpoint)
    {
        var error = Assert.Throws<EdgeException>(() => ProviderSelection.Resolve(
            new ProviderInputs("packet") { Environment = FromEnvironment, Parameters = Map(("packet_endpoint", endpoint)) }));

        Assert.Equal("ProviderEndpointInvalid", error.Code);
        Assert.Contains("the parameter for packet_endpoint", error.Message);
        Assert.DoesNotContain("hunter2", ProviderWorld.Shown(error));
    }

    [Theory]
    [InlineData("http://packet.test", 1)]
    [InlineData("http://127.0.0.1:9000", 0)]
    [InlineData("https://packet.test", 0)]
    public void Resolve_TokenInClearOverTheNetwork_Warns(string endpoint, int warnings) => Assert.Equal(warnings, ProviderSelection.Resolve(
        new ProviderInputs("packet") { Environment = FromEnvironment, Parameters = Map(("packet_endpoint", endpoint)) }).Warnings.Count);

    [Fact]
    public void Resolve_Anything_ExplainsWithoutSecrets()
    {
        var selected = ProviderSelection.Resolve(Full() with { Parameters = Map() , Descriptor = Map(("packet_token", "descriptor-token")) });

        Assert.Equal(
            $"packet at https://recorded.test/ (from the provision's record), project {Id1} (from the provision's record), credentials from packet_token of the descriptor",
            selected.Explanation);
        Assert.DoesNotContain("descriptor-token", selected.ToString());
    }

    [Fact]
    public void Resolve_DriverThatIsNotThere_SaysWhichThereAre()
    {
        var error = Assert.Throws<EdgeException>(() => ProviderSelection.Resolve(new ProviderInputs("pakcet")));

        Assert.Equal("ProviderUnknown", error.Code);
        Assert.Contains("'pakcet'", error.Message);
        Assert.Contains("dummy, ec2, onprem, packet", error.Message);
    }

    [Theory]
    [InlineData("onprem")]
    [InlineData("dummy")]
    public void Resolve_DriverOfMachinesThatStand_NeedsNoEndpointAndNoCredentials(string driver)
    {
        var inputs = new ProviderInputs(driver) { Environment = name => $"{name} of somebody" };

        var selected = ProviderSelection.Resolve(inputs);

        Assert.True(ProviderSelection.IsComplete(inputs));
        Assert.Empty(selected.Settings.Secrets);
        Assert.Contains("stand already", selected.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_Ec2WithARegionOnly_TakesItsEndpointAndTheDriversOwnCredentials()
    {
        var selected = ProviderSelection.Resolve(new ProviderInputs("ec2") { Descriptor = Map(("region_name", "eu-central-1")) });

        Assert.Equal((new Uri("https://ec2.eu-central-1.amazonaws.com"), "eu-central-1"), (selected.Settings.Endpoint, selected.Settings.Region));
        Assert.Empty(selected.Settings.Secrets);
        Assert.Contains("AWS_ACCESS_KEY_ID", selected.Explanation);
    }

    [Fact]
    public void Resolve_Ec2InChina_TakesTheEndpointThere() => Assert.Equal(
        "ec2.cn-north-1.amazonaws.com.cn", ProviderSelection.Resolve(new ProviderInputs("ec2") { Descriptor = Map(("region_name", "cn-north-1")) }).Settings.Endpoint.Host);

    [Fact]
    public void Resolve_Ec2WithEverything_TakesWhatIsGiven()
    {
        var selected = ProviderSelection.Resolve(new ProviderInputs("ec2")
        {
            Descriptor = Map(("region_name", "eu-central-1"), ("ec2_endpoint", "https://ec2.test"), ("ec2_access", "AKID")),
            Stored = Map(("ec2_secret", "stored-secret")),
        });

        Assert.Equal(("ec2.test", "AKID", "stored-secret"), (selected.Settings.Endpoint.Host, selected.Settings.Secrets["ec2_access"], selected.Settings.Secrets["ec2_secret"]));
    }

    [Fact]
    public void Resolve_Ec2WithHalfOfTheCredentials_SaysWhichIsMissing()
    {
        var error = Assert.Throws<EdgeException>(() => ProviderSelection.Resolve(new ProviderInputs("ec2") { Descriptor = Map(("region_name", "eu-central-1"), ("ec2_access", "AKID")) }));

        Assert.Equal("ProviderTokenMissing", error.Code);
        Assert.Contains("ec2_secret", error.Message);
    }

    [Fact]
    public void Resolve_Ec2WithoutARegion_MissesTheRegionAlone()
    {
        var error = Assert.Throws<EdgeException>(() => ProviderSelection.Resolve(new ProviderInputs("ec2")));

        Assert.Equal("ProviderRegionMissing", error.Code);
        Assert.DoesNotContain("ec2_endpoint", error.Message);
    }

    private static ProviderInputs Full() => new("packet")
    {
        Parameters = Map(("packet_endpoint", "https://parameter.test"), ("packet_token", "parameter-token")),
        Record = Record,
        Descriptor = Map(("packet_endpoint", "https://descriptor.test"), ("packet_token", "descriptor-token"), ("packet_project", Id1)),
        Stored = Map(("packet_token", "stored-token")),
        Environment = FromEnvironment,
        Registered = new RegisteredProvider("mine", Map(("packet_endpoint", "https://registered.test"), ("packet_token", "registered-token"), ("packet_project", Id1))),
    };

    private static string? FromEnvironment(string name) => name switch
    {
        "PACKET_ENDPOINT" => "https://environment.test",
        "PACKET_TOKEN" => "environment-token",
        "PACKET_PROJECT" => Id1,
        _ => null,
    };

    private static (string Host, string Token, CredentialOrigin Origin) Parts(SelectedProvider selected) =>
        (selected.Settings.Endpoint.Host, selected.Settings.Secrets["packet_token"], selected.SecretsFrom);

    private static Dictionary<string, string> Map(params (string Key, string Value)[] items) => items.ToDictionary(i => i.Key, i => i.Value);
}
