using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Hosts.Ssh;

public sealed class SshConnectorTests : IAsyncDisposable
{
    private static readonly SshSettings Quick = new()
    {
        FirstPause = TimeSpan.FromMilliseconds(50), LongestPause = TimeSpan.FromMilliseconds(200), LoginGrace = TimeSpan.FromSeconds(3),
        SilenceLimit = TimeSpan.FromSeconds(20), Heartbeat = TimeSpan.FromMilliseconds(300),
    };

    private readonly SshConnector _connector = new(Quick, TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        _connector.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("ed25519", "ed25519")]
    [InlineData("rsa", "rsa")]
    [InlineData("ecdsa", "ecdsa")]
    public async Task ConnectAsync_FirstContactAccepted_ReturnsTheHostKeyAndThePinHoldsAfterwards(string hostKey, string clientKey)
    {
        await using PrivateSshd sshd = await PrivateSshd.StartAsync(hostKey, clientKey);
        string pin;
        await using (IHostChannel first = await _connector.ConnectAsync(sshd.Connection(accept: true), Token))
        {
            pin = first.HostKey;
            Assert.Equal(sshd.HostKeyLine(hostKey), pin);
        }
        await using IHostChannel second = await _connector.ConnectAsync(sshd.Connection(pin), Token);
        Assert.Equal("0\n", (await second.RunCommandAsync("id -u", null, Token)).Output);
    }

    [Fact]
    public async Task ConnectAsync_PinOfOneTypeAndSeveralHostKeys_UsesThePinnedType()
    {
        await using PrivateSshd sshd = await PrivateSshd.StartAsync("ed25519,rsa,ecdsa");
        await using IHostChannel channel = await _connector.ConnectAsync(sshd.Connection(sshd.HostKeyLine("rsa")), Token);
        Assert.Equal(sshd.HostKeyLine("rsa"), channel.HostKey);
    }

    [Fact]
    public async Task ReadHostKeyAsync_OfAHostThatNobodyKnows_IsTheKeyItShowsAndNobodyLogsIn()
    {
        await using PrivateSshd sshd = await PrivateSshd.StartAsync();
        HostConnection connection = sshd.Connection();

        Assert.Equal(sshd.HostKeyLine(), await _connector.ReadHostKeyAsync(connection.Address, connection.Port, TimeSpan.FromSeconds(60), Token));
    }

    [Fact]
    public async Task ReadHostKeyAsync_NobodyListens_SaysSoAtTheDeadline()
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => _connector.ReadHostKeyAsync("127.0.0.1", port, TimeSpan.FromSeconds(1), Token));

        Assert.Equal(ErrorKind.Unreachable, error.Kind == ErrorKind.Timeout ? ErrorKind.Unreachable : error.Kind);
    }

    [Fact]
    public async Task ConnectAsync_NoPinAndNoFirstContact_PrintsTheFingerprintFoundAndBothWaysForward()
    {
        await using PrivateSshd sshd = await PrivateSshd.StartAsync();
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => _connector.ConnectAsync(sshd.Connection(), Token));
        Assert.Equal(("HostKeyUnknown", ErrorKind.Security), (error.Code, error.Kind));
        Assert.True(SshPublicKey.TryParse(sshd.HostKeyLine(), out SshPublicKey? key));
        Assert.Contains(key.Fingerprint, error.Message);
        Assert.Contains(key.Line, error.RecommendedAction);
        Assert.Contains("known_hosts", error.RecommendedAction);
    }

    [Fact]
    public async Task ConnectAsync_OtherKeyThanPinned_IsFinalAtOnceWithBothFingerprints()
    {
        await using PrivateSshd sshd = await PrivateSshd.StartAsync();
        await using PrivateSshd other = await PrivateSshd.StartAsync();
        Stopwatch watch = Stopwatch.StartNew();
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => _connector.ConnectAsync(sshd.Connection(other.HostKeyLine(), accept: true), Token));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"it took {watch.Elapsed}");
        Assert.Equal(("HostKeyChanged", ErrorKind.Security), (error.Code, error.Kind));
        foreach (PrivateSshd one in new[] { sshd, other })
        {
            Assert.True(SshPublicKey.TryParse(one.HostKeyLine(), out SshPublicKey? key));
            Assert.Contains(key.Fingerprint, error.Message);
        }
    }

    [Fact]
    public async Task ConnectAsync_OtherKeyThanPinned_NamesTheCommandsOfBothWays()
    {
        await using PrivateSshd sshd = await PrivateSshd.StartAsync();
        await using PrivateSshd other = await PrivateSshd.StartAsync();
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => _connector.ConnectAsync(sshd.Connection(other.HostKeyLine()) with { HostId = 7 }, Token));
        Assert.True(SshPublicKey.TryParse(sshd.HostKeyLine(), out SshPublicKey? found));
        string[] commands =
        [
            "oneprovision host delete 7", "oneprovision create", "Remove-EdgeHost -Id 7", "New-EdgeProvision", "ssh-keygen -lf", "onehost update 7", $"EDGE_SSH_HOSTKEY",
            found.Line, "oneprovision host configure --force 7", "Invoke-EdgeHostConfiguration -Id 7 -Reapply",
        ];
        Assert.All(commands, command => Assert.Contains(command, error.RecommendedAction, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ConnectAsync_HostHasNoKeyOfThePinnedType_SaysWhichItShows()
    {
        await using PrivateSshd sshd = await PrivateSshd.StartAsync("rsa");
        await using PrivateSshd other = await PrivateSshd.StartAsync("ed25519");
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => _connector.ConnectAsync(sshd.Connection(other.HostKeyLine()), Token));
        Assert.Equal("HostKeyChanged", error.Code);
        Assert.True(SshPublicKey.TryParse(sshd.HostKeyLine("rsa"), out SshPublicKey? found));
        Assert.Contains(found.Fingerprint, error.Message);
    }

    [Fact]
    public async Task ConnectAsync_UnreadablePin_IsAnErrorAndNotFirstContact()
    {
        await using PrivateSshd sshd = await PrivateSshd.StartAsync();
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => _connector.ConnectAsync(sshd.Connection("ssh-ed25519 rubbish", accept: true), Token));
        Assert.Equal("HostKeyUnreadable", error.Code);
    }

    [Fact]
    public async Task ConnectAsync_KeyRefusedOfPinnedHost_IsFinalAtOnceAndNamesTheKeyOffered()
    {
        await using PrivateSshd sshd = await PrivateSshd.StartAsync();
        await using PrivateSshd other = await PrivateSshd.StartAsync();
        using SshConnector patient = new(Quick with { LoginGrace = TimeSpan.FromSeconds(60) }, TimeProvider.System);
        Stopwatch watch = Stopwatch.StartNew();
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(
            () => patient.ConnectAsync(sshd.Connection(sshd.HostKeyLine(), deadline: TimeSpan.FromSeconds(90), credentials: new(other.ClientKey, null, null, "", "/some/where/id")), Token));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"it took {watch.Elapsed}");
        Assert.Equal(("SshLoginRefused", ErrorKind.AccessDenied), (error.Code, error.Kind));
        Assert.Contains("/some/where/id", error.Message);
        Assert.Contains("SHA256:", error.Message);
    }

    [Fact]
    public async Task ConnectAsync_KeyInstalledLateOnNewMachine_GetsInWithinTheGrace()
    {
        await using PrivateSshd sshd = await PrivateSshd.StartAsync();
        string keys = await File.ReadAllTextAsync(sshd.AuthorizedKeys, Token);
        await File.WriteAllTextAsync(sshd.AuthorizedKeys, "", Token);
        using SshConnector patient = new(Quick with { LoginGrace = TimeSpan.FromSeconds(60) }, TimeProvider.System);
        Task<IHostChannel> connecting = patient.ConnectAsync(sshd.Connection(accept: true, deadline: TimeSpan.FromSeconds(90)), Token);
        await Task.Delay(1000, Token);
        Assert.False(connecting.IsCompleted);
        await File.WriteAllTextAsync(sshd.AuthorizedKeys, keys, Token);
        await using IHostChannel channel = await connecting;
    }

    [Fact]
    public async Task ConnectAsync_ServerStartsLate_RetriesUntilItAnswers()
    {
        await using PrivateSshd sshd = await PrivateSshd.StartAsync();
        await sshd.StopAsync();
        Task<IHostChannel> connecting = _connector.ConnectAsync(sshd.Connection(accept: true), Token);
        await Task.Delay(700, Token);
        PrivateSshd again = await PrivateSshd.StartAsync(port: sshd.Port, reuse: sshd.Directory);
        await using (IHostChannel channel = await connecting)
            Assert.Equal(sshd.HostKeyLine(), channel.HostKey);
        await again.StopAsync();
    }

    [Fact]
    public async Task ConnectAsync_NothingListens_TimesOutAtTheDeadlineWithTheLastCause()
    {
        await using PrivateSshd sshd = await PrivateSshd.StartAsync();
        await sshd.StopAsync();
        EdgeException error;
        int tries = 0;
        do
        {
            Stopwatch watch = Stopwatch.StartNew();
            error = await Assert.ThrowsAsync<EdgeException>(() => _connector.ConnectAsync(sshd.Connection(accept: true, deadline: TimeSpan.FromSeconds(1)), Token));
            Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 30);
            Assert.Equal(("HostUnreachable", ErrorKind.Timeout, true), (error.Code, error.Kind, error.IsTransient));
        }
        // Where this machine stalls for the whole second, no attempt gets as far as to be refused.
        while (!error.Message.Contains("refused", StringComparison.OrdinalIgnoreCase) && ++tries < 10);
        Assert.Contains("refused", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SSH-2.0-Silent\r\n")]
    public async Task ConnectAsync_ServerThatSaysNoMore_KeepsTheDeadlineAndObeysTheToken(string banner)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using CancellationTokenSource stop = new();
        _ = Task.Run(async () =>
        {
            List<TcpClient> open = [];
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync(stop.Token);
                open.Add(client);
                await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(banner), stop.Token);
            }
        }, Token);
        await using PrivateSshd keys = await PrivateSshd.StartAsync();
        HostConnection connection = keys.Connection(accept: true, deadline: TimeSpan.FromSeconds(1.5)) with { Port = ((IPEndPoint)listener.LocalEndpoint).Port };
        Stopwatch watch = Stopwatch.StartNew();
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => _connector.ConnectAsync(connection, Token));
        Assert.Equal("HostUnreachable", error.Code);
        Assert.InRange(watch.Elapsed.TotalSeconds, 1.2, 30);

        watch.Restart();
        using CancellationTokenSource cancel = new(300);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _connector.ConnectAsync(connection with { Deadline = TimeSpan.FromSeconds(60) }, cancel.Token));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"it took {watch.Elapsed}");
        await stop.CancelAsync();
    }

    [Fact]
    public async Task ConnectAsync_FiftyAtOnce_AllGetIn()
    {
        await using PrivateSshd sshd = await PrivateSshd.StartAsync();
        HostConnection connection = sshd.Connection(sshd.HostKeyLine(), deadline: TimeSpan.FromSeconds(180));
        IHostChannel[] channels = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _connector.ConnectAsync(connection, Token)));
        CommandResult[] answers = await Task.WhenAll(channels.Select((channel, i) => channel.RunCommandAsync($"echo {i}", null, Token)));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}\n"), answers.Select(answer => answer.Output));
        foreach (IHostChannel channel in channels)
            await channel.DisposeAsync();
    }

    [Fact]
    public async Task ConnectAsync_KeyInAgent_LogsInForEveryKeyType()
    {
        foreach (string type in new[] { "ed25519", "rsa", "ecdsa" })
        {
            await using PrivateSshd sshd = await PrivateSshd.StartAsync(clientKey: type);
            await using PrivateSshd other = await PrivateSshd.StartAsync();
            await using PrivateAgent agent = await PrivateAgent.StartAsync(sshd.Directory);
            await agent.AddAsync(other.ClientKeyPath);
            await agent.AddAsync(sshd.ClientKeyPath);
            string publicKey = await File.ReadAllTextAsync(sshd.ClientKeyPath + ".pub", Token);
            await using IHostChannel channel = await _connector.ConnectAsync(sshd.Connection(accept: true, credentials: new(null, null, agent.Socket, publicKey, "the agent")), Token);
            Assert.Equal(0, (await channel.RunCommandAsync("true", null, Token)).ExitStatus);
        }
    }

    [Fact]
    public async Task ConnectAsync_AgentGone_SaysSo()
    {
        await using PrivateSshd sshd = await PrivateSshd.StartAsync();
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(
            () => _connector.ConnectAsync(sshd.Connection(accept: true, credentials: new(null, null, sshd.Directory + "/no-agent", "", "the agent")), Token));
        Assert.Equal("SshAgentUnreachable", error.Code);
    }

    [Fact]
    public async Task ConnectAsync_GarbageKey_IsUnreadable()
    {
        await using PrivateSshd sshd = await PrivateSshd.StartAsync();
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => _connector.ConnectAsync(sshd.Connection(accept: true, credentials: new("not a key", null, null, "", "/x")), Token));
        Assert.Equal("SshKeyUnreadable", error.Code);
    }

    [Fact]
    public async Task ConnectAsync_AgentRefusesToSign_IsToldAtOnceAndNotTakenForTheHostsFault()
    {
        await using PrivateSshd sshd = await PrivateSshd.StartAsync();
        using SilentAgent agent = new(sshd.Directory, await File.ReadAllTextAsync(sshd.ClientKeyPath + ".pub", Token)) { RefusesToSign = true };
        Stopwatch watch = Stopwatch.StartNew();
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(
            () => _connector.ConnectAsync(sshd.Connection(accept: true, credentials: new(null, null, agent.Socket, "", "the agent")), Token));
        Assert.Equal(("SshAgentRefused", ErrorKind.AccessDenied), (error.Code, error.Kind));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"it took {watch.Elapsed}");
    }

    [Fact]
    public async Task ConnectAsync_AgentHangs_IsNotWaitedForForEver()
    {
        await using PrivateSshd sshd = await PrivateSshd.StartAsync();
        using SilentAgent agent = new(sshd.Directory, "");
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(
            () => _connector.ConnectAsync(sshd.Connection(accept: true, credentials: new(null, null, agent.Socket, "", "the agent")), Token).WaitAsync(TimeSpan.FromSeconds(90), Token));
        Assert.Equal("SshAgentUnreachable", error.Code);
    }
}
