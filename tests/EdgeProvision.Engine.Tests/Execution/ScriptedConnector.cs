using EdgeProvision.Engine.Hosts;

namespace EdgeProvision.Engine.Tests.Execution;

/// <summary>Leads to scripted hosts, by address.</summary>
internal sealed class ScriptedConnector : IHostConnector
{
    public Func<HostConnection, IHostChannel> Connect { get; set; } = _ => new ScriptedChannel();

    public Task<IHostChannel> ConnectAsync(HostConnection connection, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Connect(connection));
    }
}
