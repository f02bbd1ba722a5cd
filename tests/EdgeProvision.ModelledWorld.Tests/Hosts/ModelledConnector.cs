using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.ModelledWorld.Tests.World;

namespace EdgeProvision.ModelledWorld.Tests.Hosts;

/// <summary>The way of one process to modelled hosts: as strict as SSH about who may log in where.</summary>
internal sealed class ModelledConnector(ModelledRoom room, TimeProvider time, OutsideCalls calls, Func<bool>? isLetIn = null) : IHostConnector
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<IHostChannel> ConnectAsync(HostConnection connection, CancellationToken cancellationToken)
    {
        await calls.PassAsync("host connect", cancellationToken);
        var began = time.GetTimestamp();
        for (var attempts = 1; ; attempts++)
        {
            if (Answering(connection.Address) is { } machine)
                return LogIn(connection, machine);
            var tried = time.GetElapsedTime(began);
            if (tried >= connection.Deadline)
                throw SshErrors.Unreachable(connection, tried, attempts, null);
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public async Task<string> ReadHostKeyAsync(string address, int port, TimeSpan deadline, CancellationToken cancellationToken)
    {
        await calls.PassAsync("host key", cancellationToken);
        return Answering(address) is { } machine
            ? machine.Disk.HostKey
            : throw new Model.EdgeException("HostUnreachable", Model.ErrorKind.Unreachable, $"{address} did not answer on its SSH port.");
    }

    private ModelledMachine? Answering(string address) =>
        room.ByAddress(address) is { Memory: not null } machine && machine.AnswersFrom <= time.GetElapsedTime(0) && isLetIn?.Invoke() != false ? machine : null;

    private ModelledChannel LogIn(HostConnection connection, ModelledMachine machine)
    {
        if (connection.PinnedKey is { } pin && pin != machine.Disk.HostKey)
            throw new Model.EdgeException("HostKeyChanged", Model.ErrorKind.Security, $"The SSH host key of {connection.Address} has changed.");
        if (connection.PinnedKey is null && !connection.AcceptFirstContact)
            throw new Model.EdgeException("HostKeyUnknown", Model.ErrorKind.Security, $"No SSH host key is known for {connection.Address}.");
        if (!machine.Disk.AuthorizedKeys.Select(Body).Contains(Body(connection.Credentials.PublicKey)))
            throw SshErrors.LoginRefused(connection, connection.Credentials.PublicKey, TimeSpan.Zero, new InvalidOperationException("no such key"));
        return new ModelledChannel(connection, machine, time, calls);
    }

    private static string Body(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2));
}
