using EdgeProvision.Engine.Descriptors.Schema;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers;

public sealed class ProviderDriversTests
{
    [Theory]
    [InlineData("secret\r\nX-Other: 1")]
    [InlineData("sec ret")]
    [InlineData("sécret")]
    [InlineData("")]
    public void Open_CredentialThatNoHeaderCanCarry_IsAnErrorWithoutIt(string token)
    {
        using var drivers = new ProviderDrivers(new RestOptions(), new ScriptedService());

        var error = Assert.Throws<EdgeException>(() => drivers.Open(new ProviderSettings(
            "packet", new Uri("https://packet.test"), new Dictionary<string, string> { ["packet_token"] = token }, ProviderWorld.Project, null, null)
        {
            CredentialSource = "PACKET_TOKEN of the environment",
        }));

        Assert.Equal("ProviderTokenInvalid", error.Code);
        Assert.Contains("PACKET_TOKEN of the environment", error.Message);
        Assert.True(token.Length == 0 || !ProviderWorld.Shown(error).Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public void Open_SettleWindowOfTheSandbox_ReplacesTheDriversOwnAndShortensPolling()
    {
        var world = new ProviderWorld();
        var quick = world.Drivers.Open(world.Settings with { SettleWindow = TimeSpan.FromSeconds(2) });
        var slow = world.Drivers.Open(world.Settings with { SettleWindow = TimeSpan.FromHours(1) });

        Assert.Equal((TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(5)), (world.Driver.SettleWindow, world.Driver.PollInterval));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(250)), (quick.SettleWindow, quick.PollInterval));
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromSeconds(5)), (slow.SettleWindow, slow.PollInterval));
    }

    /// <summary>What a new driver has to be entered in beside its folder.</summary>
    [Fact]
    public void Names_OfDrivers_HaveAWordAndTheirKeysInDescriptors()
    {
        Assert.Equal(ProviderDrivers.Names, KnownWords.HostDrivers.Select(d => d.Word).Order(StringComparer.Ordinal));
        foreach (var definition in ProviderDrivers.Names.Select(ProviderDrivers.Get))
        {
            var keys = Assert.IsType<KeyTable>(DriverTables.Find(definition.Name, allowFake: false));
            string?[] needed = definition.HasService ? [definition.EndpointKey, definition.ProjectKey, definition.RegionKey, .. definition.SecretKeys] : [];
            Assert.All(needed.OfType<string>(), key => Assert.NotNull(keys.Find(key)));
            Assert.All(needed.OfType<string>(), key => Assert.Equal(definition.SecretKeys.Contains(key), keys.Find(key)!.Secret));
        }
    }

    [Fact]
    public void Settings_Printed_ShowNoSecret() => Assert.DoesNotContain(ProviderWorld.Token, new ProviderWorld().Settings.ToString());
}
