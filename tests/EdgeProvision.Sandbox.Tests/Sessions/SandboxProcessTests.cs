using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Files;
using EdgeProvision.Sandbox.Hosts;
using EdgeProvision.Sandbox.Sessions;
using EdgeProvision.Sandbox.Tests.Hosts;

namespace EdgeProvision.Sandbox.Tests.Sessions;

/// <summary>The program itself, on real machines.</summary>
public sealed class SandboxProcessTests : IAsyncDisposable
{
    private readonly string _id = $"proc-{Guid.NewGuid():N}"[..12];
    private readonly SandboxLauncher _launcher = new(
        [Program], TimeProvider.System, line => TestContext.Current.SendDiagnosticMessage(line));

    private static string Program => Path.Combine(AppContext.BaseDirectory, "EdgeProvision.Sandbox");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The machines' operating system is there already, or is built here once.
    private static string State => LinuxMachineRoomOptions.DefaultStateDirectory;

    public async ValueTask DisposeAsync()
    {
        if (Environment.IsPrivilegedProcess)
            await _launcher.StopAsync(_id, State, CancellationToken.None);
    }

    [Fact]
    public async Task Start_OrderADevice_AnswersOnPort22AndStopLeavesNothing()
    {
        RequireRoot.Demand();
        var session = await StartAsync();
        var address = await OrderAsync(session);
        await AwaitSshAsync(address);
        var paths = new SessionPaths(_id, State);
        using var process = Process.GetProcessById(session.Pid);
        Assert.True(await _launcher.StopAsync(_id, State, Token));
        Assert.False(Directory.Exists(paths.Directory));
        Assert.DoesNotContain($"ep-{paths.RoomId}-", await Shell.RunAsync("ip", "netns", "list"), StringComparison.Ordinal);
        await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.False(await _launcher.StopAsync(_id, State, Token));
    }

    [Fact]
    public async Task Start_Twice_IsTheSameSandbox()
    {
        RequireRoot.Demand();
        var first = await StartAsync();
        Assert.Equal(first, await StartAsync());
        var said = new List<string>();
        var other = new SandboxLauncher([Program], TimeProvider.System, said.Add);
        Assert.Equal(first, await other.StartAsync(new SandboxRunOptions { Id = _id, StateDirectory = State, Release = "5.10" }, Token));
        Assert.Contains(said, line => line.Contains("plays release 6.10", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_AfterTheProcessWasKilled_IsANewWorldOnACleanFloor()
    {
        RequireRoot.Demand();
        var first = await StartAsync();
        await OrderAsync(first);
        using (var process = Process.GetProcessById(first.Pid))
        {
            process.Kill();
            await process.WaitForExitAsync(Token);
        }

        Assert.Null(new SessionStore(new SessionPaths(_id, State)).FindRunning());
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.GetTempPath()), file => file.Contains($"-{first.Pid}-", StringComparison.Ordinal));
        var second = await StartAsync();
        Assert.NotEqual(first.PacketToken, second.PacketToken);
        using var client = Client(second);
        var devices = await client.GetFromJsonAsync<JsonNode>($"/projects/{second.PacketProject}/devices", Token);
        Assert.Equal(0, (int)devices!["meta"]!["total"]!);
    }

    [Fact]
    public async Task Start_WhileTheOldOneStops_IsANewWorld()
    {
        RequireRoot.Demand();
        var first = await StartAsync();
        var stopping = _launcher.StopAsync(_id, State, Token);
        while (File.Exists(new SessionPaths(_id, State).File))
            await Task.Delay(5, Token);
        var second = await StartAsync();
        Assert.True(await stopping);
        Assert.NotEqual(first.PacketToken, second.PacketToken);
        Assert.Equal(second, new SessionStore(new SessionPaths(_id, State)).FindRunning());
    }

    [Fact]
    public async Task Stop_WhileItStarts_StopsIt()
    {
        RequireRoot.Demand();
        // A state directory of its own, whose operating system seems to be in the making for ever.
        var state = Path.Combine(State, $"test-{_id}");
        try
        {
            PrivateDirectory.Create(Path.Combine(state, "sandbox"));
            await using var building = FileLock.TryTake(Path.Combine(state, "sandbox", "building.lock"));
            var starting = _launcher.StartAsync(new SandboxRunOptions { Id = _id, StateDirectory = state }, Token);
            var store = new SessionStore(new SessionPaths(_id, state));
            while (store.FindOwner() is null)
                await Task.Delay(50, Token);
            using var process = Process.GetProcessById(store.FindOwner()!.Value);
            Assert.True(await _launcher.StopAsync(_id, state, Token));
            await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromMinutes(1), Token);
            Assert.Equal("SandboxStartFailed", (await Assert.ThrowsAsync<EdgeException>(() => starting)).Code);
            Assert.Empty(SessionPaths.ListIds(state));
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    [Fact]
    public async Task Stop_OfOneThatAnEarlierVersionStarted_StopsItAndRemovesWhatItLeft()
    {
        RequireRoot.Demand();
        var paths = new SessionPaths(_id, State);
        PrivateDirectory.Create(paths.Directory);

        // That version held the lock and wrote no process id beside it.
        using var older = Process.Start("flock", ["--no-fork", paths.Lock, "sleep", "600"]);
        while (!new SessionStore(paths).IsAlive())
            await Task.Delay(50, Token);

        Assert.True(await _launcher.StopAsync(_id, State, Token));

        await older.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.False(Directory.Exists(paths.Directory));
    }

    [Fact]
    public async Task Start_WhileAnotherVersionPlaysIt_SaysSoInsteadOfWaiting()
    {
        RequireRoot.Demand();
        var paths = new SessionPaths(_id, State);
        PrivateDirectory.Create(paths.Directory);
        await File.WriteAllTextAsync(paths.File, """{ "id": "of another version" }""", Token);
        using var other = Process.Start("flock", ["--no-fork", paths.Lock, "sleep", "600"]);
        while (!new SessionStore(paths).IsAlive())
            await Task.Delay(50, Token);

        var error = await Assert.ThrowsAsync<EdgeException>(StartAsync);

        Assert.Equal("SandboxStartFailed", error.Code);
        Assert.Contains("another version", error.Message, StringComparison.Ordinal);
        Assert.Contains("Stop it first", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ParentEnds_EndsToo()
    {
        RequireRoot.Demand();
        using var parent = Process.Start("sleep", "600");
        var session = await _launcher.StartAsync(new SandboxRunOptions { Id = _id, StateDirectory = State, ParentPid = parent.Id }, Token);
        using var process = Process.GetProcessById(session.Pid);
        parent.Kill();
        await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.False(Directory.Exists(new SessionPaths(_id, State).Directory));
    }

    private static HttpClient Client(SandboxSession session)
    {
        var client = new HttpClient { BaseAddress = new Uri(session.PacketEndpoint) };
        client.DefaultRequestHeaders.Add("X-Auth-Token", session.PacketToken);
        return client;
    }

    private static async Task<string> OrderAsync(SandboxSession session)
    {
        using var client = Client(session);
        var order = JsonSerializer.Serialize(new { plan = "baremetal_0", facility = "ams1", operating_system = "centos_7", hostname = "node1" });
        using var content = new StringContent(order, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync($"/projects/{session.PacketProject}/devices", content, Token);
        var id = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!["id"]!;
        while (true)
        {
            var device = await client.GetFromJsonAsync<JsonNode>($"/devices/{id}", Token);
            Assert.NotEqual("failed", (string)device!["state"]!);
            if ((string)device["state"]! == "active")
                return (string)device["ip_addresses"]![0]!["address"]!;
            await Task.Delay(100, Token);
        }
    }

    private static async Task AwaitSshAsync(string address)
    {
        for (var attempt = 0; attempt < 150; attempt++)
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(address, 22, Token);
                var banner = new byte[4];
                if (await socket.ReceiveAsync(banner, Token) == 4 && Encoding.ASCII.GetString(banner) == "SSH-")
                    return;
            }
            catch (SocketException)
            {
                // It boots.
            }

            await Task.Delay(200, Token);
        }

        Assert.Fail($"{address} does not answer.");
    }

    private Task<SandboxSession> StartAsync() => _launcher.StartAsync(new SandboxRunOptions { Id = _id, StateDirectory = State }, Token);
}
