using EdgeProvision.Engine.Providers.Registry;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers.Registry;

public sealed class ProviderRegistryTests : IDisposable
{
    private const string Project = "11111111-2222-3333-4444-555555555555";
    private readonly TemporaryFolder _temporary = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_temporary.Path, "config", "edgeprovision");

    private string FilePath => Path.Combine(Folder, "providers.json");

    [Fact]
    public async Task Add_IntoNothing_MakesAFileOfItsOwnerWithoutSecrets()
    {
        var registry = Registry();
        Assert.Empty(registry.Read());

        await registry.AddAsync(Entry("amsterdam"), replace: false, Token);

        Assert.Equal(
            """
            {
              "version": 1,
              "providers": [
                {
                  "name": "amsterdam",
                  "driver": "packet",
                  "endpoint": "https://packet.example.net/",
                  "project": "11111111-2222-3333-4444-555555555555",
                  "credentials": {
                    "packet_token": "env:AMS_TOKEN"
                  }
                }
              ]
            }

            """,
            await File.ReadAllTextAsync(FilePath, Token));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        }
    }

    [Fact]
    public async Task Read_OfWhatWasAdded_GivesItBackByName()
    {
        var registry = Registry();
        await registry.AddAsync(Entry("b", "secret:Packet token@Local"), replace: false, Token);
        await registry.AddAsync(Entry("A", "prompt"), replace: false, Token);

        Assert.Equal(["A", "b"], registry.Read().Select(e => e.Name));
        Assert.Equal("secret:Packet token@Local", registry.Get("B").Shown.CredentialSource);
        Assert.Equal(new EdgeProvider
        {
            Name = "A", Driver = "packet", Endpoint = new Uri("https://packet.example.net/"), Project = Project, CredentialSource = "prompt", IsRegistered = true,
        }, registry.Get("a").Shown);
    }

    [Fact]
    public async Task Add_OfANameThatIsThereInAnotherCase_IsRefusedUnlessItReplaces()
    {
        var registry = Registry();
        await registry.AddAsync(Entry("amsterdam"), replace: false, Token);

        var error = await Assert.ThrowsAsync<EdgeException>(() => registry.AddAsync(Entry("Amsterdam", "prompt"), replace: false, Token));
        Assert.Equal(("ProviderExists", ErrorKind.AlreadyExists), (error.Code, error.Kind));
        Assert.Equal("env:AMS_TOKEN", registry.Get("amsterdam").Shown.CredentialSource);

        await registry.AddAsync(Entry("Amsterdam", "prompt"), replace: true, Token);
        Assert.Equal("prompt", Assert.Single(registry.Read()).Shown.CredentialSource);
    }

    [Fact]
    public async Task Remove_TakesOneOut_AndSaysWhenThereIsNone()
    {
        var registry = Registry();
        await registry.AddAsync(Entry("one"), replace: false, Token);
        await registry.AddAsync(Entry("two"), replace: false, Token);

        await registry.RemoveAsync("ONE", Token);

        Assert.Equal("two", Assert.Single(registry.Read()).Name);
        var error = await Assert.ThrowsAsync<EdgeException>(() => registry.RemoveAsync("one", Token));
        Assert.Equal(("ProviderNotRegistered", "Registered are: two."), (error.Code, error.RecommendedAction));
        Assert.Equal("Did you mean two?", (await Assert.ThrowsAsync<EdgeException>(() => registry.RemoveAsync("tow", Token))).RecommendedAction);
    }

    [Fact]
    public async Task Add_FromManyAtOnce_LosesNone()
    {
        await Task.WhenAll(Enumerable.Range(0, 24).Select(n => Task.Run(() => Registry().AddAsync(Entry($"provider{n:00}"), replace: false, Token))));

        Assert.Equal(24, Registry().Read().Count);
        Assert.Equal(["providers.json", "providers.json.lock"], Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Add_WhileAnotherWrites_WaitsAndThenSaysWhoIsInTheWay()
    {
        Directory.CreateDirectory(Folder);
        using var other = new FileStream(FilePath + ".lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();

        var adding = new ProviderRegistry(Folder, time).AddAsync(Entry("one"), replace: false, Token);
        while (!adding.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, Token);
        }

        Assert.Equal(("ProviderRegistryBusy", ErrorKind.ResourceBusy), (await Assert.ThrowsAsync<EdgeException>(() => adding)) is var error ? (error.Code, error.Kind) : default);
        Assert.False(File.Exists(FilePath));
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("{\"version\":1,\"providers\":[", "no JSON")]
    [InlineData("[]", "version")]
    [InlineData("{\"providers\":[]}", "version")]
    [InlineData("{\"version\":1}", "no list 'providers'")]
    [InlineData("{\"version\":1,\"providers\":[],\"more\":1}", "'more'")]
    [InlineData("{\"version\":1,\"providers\":[7]}", "no object")]
    [InlineData("{\"version\":1,\"providers\":[{\"name\":\"a\",\"driver\":\"packet\",\"endpoint\":\"ftp://x\",\"credentials\":{}}]}", "endpoint of 'a'")]
    [InlineData("{\"version\":1,\"providers\":[{\"name\":\"a\",\"driver\":\"packet\",\"endpoint\":\"https://x\"}]}", "where its credentials come from")]
    [InlineData("{\"version\":1,\"providers\":[{\"name\":\"a\",\"driver\":\"packet\",\"endpoint\":\"https://x\",\"credentials\":{\"packet_token\":\"s3cr3t\"}}]}", "no reference")]
    public async Task Change_OfADamagedFile_IsRefusedAndLosesNothing(string content, string why)
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(FilePath, content, Token);

        var error = await Assert.ThrowsAsync<EdgeException>(() => Registry().AddAsync(Entry("one"), replace: true, Token));

        Assert.Equal("ProviderRegistryDamaged", error.Code);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains(FilePath, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(FilePath, Token));
    }

    [Fact]
    public async Task Change_OfAFileOfALaterVersion_IsRefusedAndLosesNothing()
    {
        const string Later = "{\"version\":2,\"clouds\":[]}";
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(FilePath, Later, Token);

        var error = await Assert.ThrowsAsync<EdgeException>(() => Registry().RemoveAsync("one", Token));

        Assert.Equal(("ProviderRegistryVersion", ErrorKind.NotSupported), (error.Code, error.Kind));
        Assert.Equal(Later, await File.ReadAllTextAsync(FilePath, Token));
    }

    [Fact]
    public async Task Add_ThroughALinkToAFileElsewhere_KeepsTheLink()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights of their own there.");
        var elsewhere = Path.Combine(_temporary.Path, "kept.json");
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(elsewhere, "{\"version\":1,\"providers\":[]}", Token);
        File.CreateSymbolicLink(FilePath, elsewhere);

        await Registry().AddAsync(Entry("one"), replace: false, Token);

        Assert.NotNull(new FileInfo(FilePath).LinkTarget);
        Assert.Contains("\"one\"", await File.ReadAllTextAsync(elsewhere, Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "https://x", "p", "env:A", "ProviderNameInvalid")]
    [InlineData("a b", "https://x", "p", "env:A", "ProviderNameInvalid")]
    [InlineData("../x", "https://x", "p", "env:A", "ProviderNameInvalid")]
    [InlineData("Packet", "https://x", "p", "env:A", "ProviderNameReserved")]
    [InlineData("ec2", "https://x", "p", "env:A", "ProviderNameReserved")]
    [InlineData("a", "packet.example.net", "p", "env:A", "ProviderEndpointInvalid")]
    [InlineData("a", "https://user:s3cr3t@x", "p", "env:A", "ProviderEndpointInvalid")]
    [InlineData("a", "https://x", null, "env:A", "ProviderProjectMissing")]
    [InlineData("a", "https://x", "***", "env:A", "ProviderProjectMissing")]
    [InlineData("a", "https://x", "p", "s3cr3t", "CredentialSourceInvalid")]
    [InlineData("a", "https://x", "p", "env:", "CredentialSourceInvalid")]
    [InlineData("a", "https://x", "p", "env:A-B", "CredentialSourceInvalid")]
    [InlineData("a", "https://x", "p", "secret:", "CredentialSourceInvalid")]
    [InlineData("a", "https://x", "p", "secret:a@b@c", "CredentialSourceInvalid")]
    [InlineData("a", "https://x", "p", "Prompt", "CredentialSourceInvalid")]
    public void Check_OfWhatCannotBeRegistered_SaysWhyAndShowsNoSecret(string name, string endpoint, string? project, string source, string code)
    {
        var error = Assert.Throws<EdgeException>(() => ProviderRegistry.Check(new NewRegistration(name, "packet", endpoint) { Project = project, CredentialSources = [source] }));

        Assert.Equal(code, error.Code);
        Assert.NotNull(error.RecommendedAction);
        Assert.DoesNotContain("s3cr3t", $"{error} {error.RecommendedAction} {error.Target}", StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WithoutASource_TakesTheDriversVariable() =>
        Assert.Equal("env:PACKET_TOKEN", ProviderRegistry.Check(new NewRegistration("a", "packet", "https://x") { Project = "p" }).Shown.CredentialSource);

    [Fact]
    public void Check_WithoutASourceForADriverThatFindsCredentials_KeepsNone() =>
        Assert.Empty(ProviderRegistry.Check(new NewRegistration("a", "ec2", "https://x") { Region = "eu-central-1" }).Credentials);

    [Theory]
    [InlineData("nope", "ProviderUnknown", "Name one of these")]
    [InlineData("pakket", "ProviderUnknown", "Did you mean packet?")]
    [InlineData("onprem", "ProviderNotSupported", "")]
    public void Check_OfADriverThatThereIsNot_SaysSoWithTheNearest(string driver, string code, string advice)
    {
        var error = Assert.Throws<EdgeException>(() => ProviderRegistry.Check(new NewRegistration("a", driver, "https://x")));

        Assert.Equal(code, error.Code);
        Assert.StartsWith(advice, error.RecommendedAction ?? "", StringComparison.Ordinal);
    }

    public void Dispose() => _temporary.Dispose();

    private static RegisteredEntry Entry(string name, string source = "env:AMS_TOKEN") =>
        ProviderRegistry.Check(new NewRegistration(name, "packet", "https://packet.example.net") { Project = Project, CredentialSources = [source] });

    private ProviderRegistry Registry() => new(Folder, TimeProvider.System);
}
