using System.Collections.Concurrent;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Hosts.Tests.Running;

/// <summary>One machine and the channel to it.</summary>
internal sealed class TestHost(RunningRoom room, Machine machine, HostConnection connection, IHostChannel channel) : IAsyncDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Machine Machine { get; } = machine;

    public HostConnection Connection { get; } = connection;

    public IHostChannel Channel { get; } = channel;

    public RunningRoom Room { get; } = room;

    public Task<ProgramReport> RunAsync(HostProgram program, ConcurrentQueue<HostStepReport>? seen = null, CancellationToken? token = null) =>
        Channel.RunProgramAsync(program, report => seen?.Enqueue(report), token ?? Token);

    /// <summary>A second client, with a connection of its own.</summary>
    public Task<IHostChannel> ConnectAsync() => Room.Connector.ConnectAsync(Connection, Token);

    public async Task<string> SayAsync(string command)
    {
        CommandResult result = await Channel.RunCommandAsync(command, null, Token);
        Assert.True(result.ExitStatus == 0, $"{command}: {result}");
        return result.Output.TrimEnd();
    }

    public async Task AwaitAsync(string command)
    {
        for (int i = 0; i < 600; i++)
        {
            if ((await Channel.RunCommandAsync(command, null, Token)).ExitStatus == 0)
                return;
            await Task.Delay(100, Token);
        }
        Assert.Fail("never came true: " + command);
    }

    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync();
        await Room.Room.ScrapAsync(Machine.Id, CancellationToken.None);
    }
}
