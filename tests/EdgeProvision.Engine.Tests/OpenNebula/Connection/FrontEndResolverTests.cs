using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.OpenNebula;

public sealed class FrontEndResolverTests
{
    private readonly FakeEnvironment _environment = new();

    [Fact]
    public void Resolve_OnlyTheUsersFile_UsesItAndTheLocalDaemon()
    {
        _environment.Files["/home/me/.one/one_auth"] = "me:secret:with:colons\n";

        var found = Resolve();

        Assert.Equal("me:secret:with:colons", found.Session);
        Assert.Equal("me", found.User);
        Assert.Equal("/home/me/.one/one_auth", found.CredentialsSource);
        Assert.Equal("http://localhost:2633/RPC2", found.Endpoint.ToString());
        Assert.Null(found.Warning);
    }

    [Fact]
    public void Resolve_OneadminsFiles_AreTheLastPlace()
    {
        _environment.Files["/var/lib/one/.one/one_auth"] = "oneadmin:x";
        _environment.Files["/var/lib/one/.one/one_endpoint"] = "http://127.0.0.1:2634/RPC2\n";

        Assert.Equal("/var/lib/one/.one/one_auth", Resolve().CredentialsSource);
        Assert.Equal(2634, Resolve().Endpoint.Port);
    }

    [Fact]
    public void Resolve_Everywhere_ParameterWinsThenEnvironmentThenFiles()
    {
        _environment.Variables["ONE_XMLRPC"] = "https://env.example.org/RPC2";
        _environment.Variables["ONE_AUTH"] = "/etc/auth";
        _environment.Files["/etc/auth"] = "env:x";
        _environment.Files["/home/me/.one/one_auth"] = "file:x";
        _environment.Files["/home/me/.one/one_endpoint"] = "https://file.example.org/RPC2";

        var chosen = Resolve("https://chosen.example.org/RPC2", "chosen:x");
        Assert.Equal(("chosen.example.org", "chosen"), (chosen.Endpoint.Host, chosen.User));
        Assert.Equal(("env.example.org", "env"), (Resolve().Endpoint.Host, Resolve().User));

        _environment.Variables.Clear();
        Assert.Equal(("file.example.org", "file"), (Resolve().Endpoint.Host, Resolve().User));
    }

    [Fact]
    public void Resolve_NothingAnywhere_NamesAllPlaces()
    {
        var failure = Assert.Throws<EdgeException>(() => Resolve());

        Assert.Equal("FrontEndCredentialsMissing", failure.Code);
        foreach (var place in new[] { "ONE_AUTH", "/home/me/.one/one_auth", "/var/lib/one/.one/one_auth" })
            Assert.Contains(place, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_NamedFileIsMissing_DoesNotUseAnotherUsersFile()
    {
        _environment.Variables["ONE_AUTH"] = "/etc/none";
        _environment.Files["/home/me/.one/one_auth"] = "file:x";

        Assert.Contains("/etc/none", Assert.Throws<EdgeException>(() => Resolve()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret-without-colon")]
    [InlineData(":secret")]
    [InlineData("secret-user:")]
    [InlineData("secret:a\nsecret:b")]
    public void Resolve_MalformedCredentials_AreNotShown(string text)
    {
        _environment.Files["/home/me/.one/one_auth"] = text;

        var failure = Assert.Throws<EdgeException>(() => Resolve());

        Assert.Equal("FrontEndCredentialsMalformed", failure.Code);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:2633")]
    [InlineData("ftp://x/RPC2")]
    [InlineData("http://me:hidden@one.example.org/RPC2")]
    [InlineData("/RPC2")]
    public void Resolve_BadEndpoint_IsRefusedWithoutItsPassword(string endpoint)
    {
        var failure = Assert.Throws<EdgeException>(() => Resolve(endpoint, "me:x"));

        Assert.Equal("FrontEndEndpointInvalid", failure.Code);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://one.example.org:2633/RPC2", true)]
    [InlineData("https://one.example.org/RPC2", false)]
    [InlineData("http://127.0.0.5:2633/RPC2", false)]
    [InlineData("http://[::1]:2633/RPC2", false)]
    public void Resolve_PasswordWouldTravelInClear_Warns(string endpoint, bool warns) =>
        Assert.Equal(warns, Resolve(endpoint, "me:x").Warning is not null);

    [Theory]
    [InlineData("90", 90)]
    [InlineData("0", null)]
    [InlineData("soon", null)]
    public void Resolve_TimeoutVariable_IsUsedIfItIsOne(string text, int? seconds)
    {
        _environment.Variables["ONE_XMLRPC_TIMEOUT"] = text;

        Assert.Equal(seconds, (int?)Resolve("https://x/RPC2", "me:x").Timeout?.TotalSeconds);
    }

    private FrontEndConnection Resolve(string? endpoint = null, string? session = null) =>
        new FrontEndResolver(_environment).Resolve(new FrontEndChoice { Endpoint = endpoint, Session = session });
}
