using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Settings;

namespace EdgeProvision.Engine.Tests.Execution.Access;

public sealed class GivenHostKeysTests
{
    private const string Ed = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJf7pQJwxiMWOBPvxSUXkBCDSZTRGwbIVRUxTvkIxGFw";
    private const string Other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB";
    private const string Rsa = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDD";

    [Fact]
    public void Find_OfADescriptorThatSays_TakesThat() => Assert.Equal(Other, Keys($"192.0.2.1 {Ed}").Find($" {Other}\n", ["192.0.2.1"], 22));

    [Fact]
    public void Find_InKnownHosts_LooksForNameAndAddressAndPrefersTheModernKey()
    {
        var keys = Keys($"rack-a.example {Rsa}\n192.0.2.1 {Ed}\n[rack-a.example]:2222 {Other}\n");

        Assert.Equal(Ed, keys.Find(null, ["rack-a.example", "192.0.2.1"], 22));
        Assert.Equal(Rsa, keys.Find("***", ["rack-a.example"], 22));
        Assert.Equal(Other, keys.Find(null, ["rack-a.example"], 2222));
        Assert.Null(keys.Find(null, ["192.0.2.9"], 22));
    }

    private static GivenHostKeys Keys(string knownHosts) => new(new Files(knownHosts));

    private sealed class Files(string knownHosts) : IHostEnvironment
    {
        public string Home => "/home/user";

        public string? Variable(string name) => null;

        public string? ReadFile(string path) => path == Path.Combine(Home, ".ssh", "known_hosts") ? knownHosts : null;
    }
}
