using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Access;

public sealed class SshKeysTests
{
    private const string DefaultPath = "/var/lib/one/.ssh/ddc/id_rsa";

    private static readonly SshKeys Keys = new(new MemoryMachine(), null);

    [Fact]
    public async Task Resolve_OfAGivenKeyBesideTheDefaultPublicPath_DerivesThePublicKey()
    {
        var host = World.Descriptor().Hosts[0];
        Assert.Equal(DefaultPath + ".pub", host.Connection.Text("public_key"));

        var credentials = await Keys.ResolveAsync(host.Connection.Reveal("private_key"), host.Connection.Reveal("public_key"), new ScriptedQuestions(), TestContext.Current.CancellationToken);

        Assert.StartsWith("ecdsa-sha2-nistp256 ", credentials.PublicKey, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_OfNothingButDefaults_SaysThatThereIsNoKey()
    {
        var error = await Assert.ThrowsAsync<EdgeException>(() => Keys.ResolveAsync(DefaultPath, DefaultPath + ".pub", new ScriptedQuestions(), TestContext.Current.CancellationToken));

        Assert.Equal("SshKeyNotFound", error.Code);
    }

    [Fact]
    public async Task Resolve_OfAGivenKeyThatCannotBeRead_IsAnError()
    {
        var error = await Assert.ThrowsAsync<EdgeException>(() => Keys.ResolveAsync("/nowhere", null, new ScriptedQuestions(), TestContext.Current.CancellationToken));

        Assert.Equal("SshKeyUnreadable", error.Code);
    }
}
