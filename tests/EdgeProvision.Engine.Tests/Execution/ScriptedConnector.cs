using EdgeProvision.Engine.Hosts;

namespace EdgeProvision.Engine.Tests.Execution;

/// <summary>Leads to scripted hosts, by address.</summary>
internal sealed class ScriptedConnector : IHostConnector
{
    public Func<HostConnection, IHostChannel> Connect { get; set; } = _ => new ScriptedChannel();

    public Func<string, string> HostKey { get; set; } = _ => "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGtW0Lh4LwNPV3JZ0v1y4iN9r0s4oSk6a8xRz0jPv4nB";

    public Task<string> ReadHostKeyAsync(string address, int port, TimeSpan deadline, CancellationToken cancellationToken) => Task.FromResult(HostKey(address));

    public Task<IHostChannel> ConnectAsync(HostConnection connection, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Connect(connection));
    }
}
