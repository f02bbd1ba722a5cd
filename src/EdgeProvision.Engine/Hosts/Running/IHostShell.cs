namespace EdgeProvision.Engine.Hosts.Running;

/// <summary>
/// A shell on a host as root, over a connection that can break: what the run protocol needs of a channel.
/// A broken connection is an <see cref="Model.EdgeException"/> with code <c>HostConnectionLost</c>.
/// </summary>
internal interface IHostShell
{
    /// <summary>Runs a command line to its end.</summary>
    Task<CommandResult> RunAsync(string command, string? standardInput, CancellationToken cancellationToken);

    /// <summary>
    /// Runs a command line that keeps talking, and hands over what it says as it comes. No byte on either stream for the silence limit means that the connection is dead.
    /// The two handlers are never called at the same time, nor after the task has ended.
    /// </summary>
    /// <returns>The exit status, or null when a signal ended it.</returns>
    Task<int?> FollowAsync(string command, string? standardInput, Action<ReadOnlyMemory<byte>> onOutput, Action<string> onErrorLine, CancellationToken cancellationToken);

    /// <summary>Connects again after a loss, to the same host by its key.</summary>
    Task ReconnectAsync(CancellationToken cancellationToken);
}
