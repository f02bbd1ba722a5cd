using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Registry;
using EdgeProvision.Engine.Providers.Selection;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers.Registry;

/// <summary>Which registered provider is meant, how early it counts, and what its credentials go to.</summary>
public sealed class RegisteredProvidersTests : IDisposable
{
    private const string One = "11111111-2222-3333-4444-555555555555";
    private const string Two = "99999999-2222-3333-4444-555555555555";
    private readonly TemporaryFolder _temporary = new();
    private readonly ScriptedDoor _door = new() { Answer = "typed-token" };
    private readonly Dictionary<string, string> _environment = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly ProviderInputs Nothing = new("packet");

    [Fact]
    public async Task Resolve_WithNothingElse_TakesTheOnlyOneInAllItsParts()
    {
        await AddAsync("ams", "https://ams.test", One, "secret:Token@Vault");
        _door.Secrets["Token"] = " vault-token ";

        var selected = await ResolveAsync(Nothing);

        Assert.Equal(("https://ams.test/", One, "vault-token", CredentialOrigin.Registered), Parts(selected));
        Assert.Equal("the registered provider 'ams'", selected.Settings.CredentialSource);
        Assert.Equal(["Token@Vault"], _door.Asked);
    }

    [Fact]
    public async Task Resolve_WhenAllStandsElsewhere_TouchesNeitherRegistryNorCredential()
    {
        await File.WriteAllTextAsync(Path.Combine(_temporary.Path, "providers.json"), "damaged", Token);
        SetEnvironment();

        var selected = await ResolveAsync(Nothing);

        Assert.Equal(("https://environment.test/", Two, "environment-token", CredentialOrigin.Environment), Parts(selected));
    }

    [Fact]
    public async Task Resolve_WithADamagedRegistryThatIsNeeded_SaysSo()
    {
        await File.WriteAllTextAsync(Path.Combine(_temporary.Path, "providers.json"), "damaged", Token);

        Assert.Equal("ProviderRegistryDamaged", (await Assert.ThrowsAsync<EdgeException>(() => ResolveAsync(Nothing))).Code);
    }

    [Fact]
    public async Task Resolve_WithSeveral_TakesTheOneThatFitsWhatIsKnown()
    {
        await AddAsync("ams", "https://ams.test", One, "prompt");
        await AddAsync("nyc", "https://nyc.test", One, "prompt");
        await AddAsync("lab", "https://ams.test", Two, "prompt");

        Assert.Equal("the registered provider 'nyc'", (await ResolveAsync(Nothing with { Descriptor = Map(("packet_endpoint", "https://nyc.test/")) })).Settings.CredentialSource);
        Assert.Equal("the registered provider 'lab'", (await ResolveAsync(Nothing with { Record = new RecordedDriver("packet", "https://ams.test/", Two, null) })).Settings.CredentialSource);
    }

    [Fact]
    public async Task Resolve_WithSeveralThatFit_NamesThemAndTheWaysToChoose()
    {
        await AddAsync("ams", "https://ams.test", One, "prompt");
        await AddAsync("nyc", "https://nyc.test", One, "prompt");

        var error = await Assert.ThrowsAsync<EdgeException>(() => ResolveAsync(Nothing));

        Assert.Equal(("ProviderAmbiguous", ErrorKind.InvalidInput), (error.Code, error.Kind));
        Assert.Contains("ams, nyc", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Provider", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(_door.Asked);
    }

    [Theory]
    [InlineData("parameter")]
    [InlineData("descriptor")]
    public async Task Resolve_OfANamedOne_ComesBeforeTheEnvironment(string place)
    {
        await AddAsync("ams", "https://ams.test", One, "prompt");
        await AddAsync("nyc", "https://nyc.test", One, "prompt");
        SetEnvironment();
        var name = Map(("provider", "NYC"));

        var selected = await ResolveAsync(place == "parameter" ? Nothing with { Parameters = name } : Nothing with { Descriptor = name });

        Assert.Equal(("https://nyc.test/", One, "typed-token", CredentialOrigin.Registered), Parts(selected));
    }

    [Fact]
    public async Task Resolve_OfTheOneThatTheProvisionWasMadeWith_ComesBeforeTheEnvironment()
    {
        await AddAsync("ams", "https://ams.test", One, "prompt");
        SetEnvironment();

        var selected = await ResolveAsync(Nothing with { Record = new RecordedDriver("packet", "https://ams.test/", One, null) { RegisteredName = "ams" } });

        Assert.Equal(("https://ams.test/", One, "typed-token", CredentialOrigin.Registered), Parts(selected));
    }

    [Fact]
    public async Task Resolve_OfAProvisionWhoseProviderIsNotRegisteredHere_FallsBackAndSaysWhichOneItWas()
    {
        var inputs = Nothing with { Record = new RecordedDriver("packet", "https://ams.test/", One, null) { RegisteredName = "ams" } };

        var error = await Assert.ThrowsAsync<EdgeException>(() => ResolveAsync(inputs));
        Assert.Equal("ProviderTokenMissing", error.Code);
        Assert.Contains("the provider 'ams', which the provision was made with, is not registered here", error.Message, StringComparison.Ordinal);

        await AddAsync("other", "https://ams.test", One, "prompt");
        Assert.Equal("the registered provider 'other'", (await ResolveAsync(inputs)).Settings.CredentialSource);
    }

    [Fact]
    public async Task Resolve_ForAnotherEndpoint_NeverUsesItsCredential()
    {
        await AddAsync("ams", "https://ams.test", One, "prompt");

        var error = await Assert.ThrowsAsync<EdgeException>(() => ResolveAsync(
            Nothing with { Parameters = Map(("provider", "ams"), ("packet_endpoint", "https://attacker.test"), ("packet_project", One)) }));

        Assert.Equal("ProviderTokenMissing", error.Code);
        Assert.Contains("'ams' is for another endpoint", error.Message, StringComparison.Ordinal);
        Assert.Empty(_door.Asked);
    }

    [Fact]
    public async Task Resolve_WithTheTokenElsewhere_AsksNobody()
    {
        await AddAsync("ams", "https://ams.test", One, "prompt");
        _environment["PACKET_TOKEN"] = "environment-token";

        Assert.Equal(("https://ams.test/", One, "environment-token", CredentialOrigin.Environment), Parts(await ResolveAsync(Nothing)));
        Assert.Empty(_door.Asked);
    }

    [Fact]
    public async Task Resolve_OfANameThatNobodyRegistered_SaysWhereItStands()
    {
        await AddAsync("ams", "https://ams.test", One, "prompt");

        var error = await Assert.ThrowsAsync<EdgeException>(() => ResolveAsync(Nothing with { Descriptor = Map(("provider", "amz")), Place = _ => "edge.yaml:4:7" }));

        Assert.Equal(("ProviderNotRegistered", "Did you mean ams?"), (error.Code, error.RecommendedAction));
        Assert.Contains("edge.yaml:4:7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_InASandbox_KnowsNoRegisteredProviders()
    {
        await File.WriteAllTextAsync(Path.Combine(_temporary.Path, "providers.json"), "damaged", Token);
        var sandbox = Map(("PACKET_ENDPOINT", "http://127.0.0.1:1/"), ("PACKET_TOKEN", "sandbox-token"), ("PACKET_PROJECT", Two));

        var selected = await ResolveAsync(Nothing with { Sandbox = sandbox, Descriptor = Map(("provider", "ams")) });

        Assert.Equal(CredentialOrigin.Sandbox, selected.SecretsFrom);
        Assert.Contains("provider of the descriptor is not used", selected.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_ThatSomebodyTyped_AreAskedForOnceUntilTheyAreForgotten()
    {
        await AddAsync("ams", "https://ams.test", One, "prompt");
        var providers = Providers();
        for (var i = 0; i < 3; i++)
            await providers.CompleteAsync(Nothing, Token);
        Assert.Single(_door.Asked);

        providers.Forget();
        await providers.CompleteAsync(Nothing, Token);

        Assert.Equal(2, _door.Asked.Count);
        Assert.Equal("packet_token of the registered provider 'ams' (https://ams.test/)", _door.Asked[0]);
    }

    [Theory]
    [InlineData("prompt", "nobody can be asked")]
    [InlineData("env:AMS_TOKEN", "AMS_TOKEN is not set or masked")]
    public async Task Credentials_ThatCannotBeHad_SayWhyAndWhatHelps(string source, string why)
    {
        await AddAsync("ams", "https://ams.test", One, source);
        _door.Answer = null;
        _environment["AMS_TOKEN"] = "****";

        var error = await Assert.ThrowsAsync<EdgeException>(() => ResolveAsync(Nothing));

        Assert.Equal(("CredentialMissing", ErrorKind.AccessDenied), (error.Code, error.Kind));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.RecommendedAction);
    }

    public void Dispose() => _temporary.Dispose();

    private static (string Endpoint, string? Project, string Token, CredentialOrigin Origin) Parts(SelectedProvider selected) =>
        (selected.Settings.Endpoint.AbsoluteUri, selected.Settings.Project, selected.Settings.Secrets["packet_token"], selected.SecretsFrom);

    private static Dictionary<string, string> Map(params (string Key, string Value)[] entries) => entries.ToDictionary(e => e.Key, e => e.Value);

    private void SetEnvironment()
    {
        _environment["PACKET_ENDPOINT"] = "https://environment.test";
        _environment["PACKET_PROJECT"] = Two;
        _environment["PACKET_TOKEN"] = "environment-token";
    }

    private async Task AddAsync(string name, string endpoint, string project, string source) => await Registry().AddAsync(
        ProviderRegistry.Check(new NewRegistration(name, "packet", endpoint) { Project = project, CredentialSources = [source] }), replace: false, Token);

    private ProviderRegistry Registry() => new(_temporary.Path, TimeProvider.System);

    private RegisteredProviders Providers() => new(Registry(), new CredentialReader(_environment.GetValueOrDefault, _door));

    private async Task<SelectedProvider> ResolveAsync(ProviderInputs inputs) =>
        ProviderSelection.Resolve(await Providers().CompleteAsync(inputs with { Environment = _environment.GetValueOrDefault }, Token));
}
