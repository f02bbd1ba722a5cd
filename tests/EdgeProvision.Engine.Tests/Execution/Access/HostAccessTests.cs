using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Access;

public sealed class HostAccessTests
{
    private readonly MemoryMachine _machine = new();
    private readonly HostAccess _access;

    public HostAccessTests() =>
        _access = new HostAccess(new ScriptedConnector(), new SshKeys(_machine, null), new ScriptedQuestions(), new FrontEndKnownHosts(null, true));

    private Task CheckAsync() => _access.CheckKeysAsync(new CreateRequest("d.yaml"), World.Descriptor("a b c").Hosts, TestContext.Current.CancellationToken);

    [Fact]
    public async Task CheckKeys_OfHostsWithTheSameKey_ReadsItOnce()
    {
        await CheckAsync();
        var reads = _machine.KeyReads;
        await CheckAsync();

        Assert.InRange(_machine.KeyReads, 1, reads);
    }

    [Fact]
    public async Task CheckKeys_AfterTheKeyWasMended_SucceedsInTheSameRun()
    {
        _machine.HasKey = false;
        var error = await Assert.ThrowsAsync<EdgeException>(CheckAsync);
        _machine.HasKey = true;

        await CheckAsync();

        Assert.Equal("SshKeyUnreadable", error.Code);
        Assert.True(_machine.KeyReads > 0);
    }
}
