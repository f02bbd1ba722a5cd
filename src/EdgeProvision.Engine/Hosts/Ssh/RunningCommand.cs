using System.Net.Sockets;
using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace EdgeProvision.Engine.Hosts.Ssh;

/// <summary>
/// A command under way. Opening its channel, writing to it and disposing it block inside SSH.NET, so each is done on a thread of its own.
/// </summary>
internal sealed class RunningCommand
{
    private readonly SshCommand _command;

    private RunningCommand(SshCommand command, Task ended)
    {
        _command = command;
        Ended = ended;
    }

    /// <summary>Ends when the command does, or fails as SSH.NET has it.</summary>
    public Task Ended { get; }

    public Stream Output => _command.OutputStream;

    public Stream ErrorOutput => _command.ExtendedOutputStream;

    /// <summary>Bytes that the host has sent and nobody has read.</summary>
    public long BufferedBytes => _command.OutputStream.Length + _command.ExtendedOutputStream.Length;

    public static bool IsConnectionError(Exception error) =>
        error is SshException or SocketException or IOException or ObjectDisposedException or InvalidOperationException;

    /// <summary>True when the server answered that it opens no further session on this connection: <c>MaxSessions</c> of its configuration.</summary>
    public static bool IsSessionRefusal(Exception error) =>
        error.GetType() == typeof(SshException) && error.Message.StartsWith("Failed to open a channel", StringComparison.Ordinal);

    /// <param name="client">The connection.</param>
    /// <param name="text">A simple command: a redirection can be put behind it.</param>
    /// <param name="standardInput">What it reads; null or empty for nothing.</param>
    /// <param name="keepsInput">True when somebody will write to <see cref="OpenInput"/>.</param>
    public static async Task<RunningCommand> StartAsync(SshClient client, string text, string? standardInput, bool keepsInput = false)
    {
        // SSH.NET does not tell the server of the end of an input that had no byte.
        SshCommand command = client.CreateCommand(string.IsNullOrEmpty(standardInput) && !keepsInput ? text + " </dev/null" : text, new UTF8Encoding(false));
        Task<Task> start = Task.Factory.StartNew(() => command.ExecuteAsync(CancellationToken.None), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        RunningCommand running = new(command, await start);
        // The exit status wins over input that nobody reads any more.
        if (!string.IsNullOrEmpty(standardInput))
        {
            Task sending = Task.Factory.StartNew(() => Send(command, standardInput), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            _ = sending.ContinueWith(task => _ = task.Exception, TaskScheduler.Default);
        }
        return running;
    }

    /// <summary>What the command reads; disposing it tells of the end, if anything was written. One that has ended already reads nothing any more.</summary>
    public Stream OpenInput()
    {
        try
        {
            return _command.CreateInputStream();
        }
        catch (InvalidOperationException)
        {
            return Stream.Null;
        }
    }

    /// <summary>What it wrote to standard error, after its end.</summary>
    public string ErrorText => _command.Error;

    /// <summary>Waits for the end. Null when a signal ended the command.</summary>
    public async Task<int?> StatusAsync(SshLink link)
    {
        try
        {
            await Ended;
        }
        catch (Exception error) when (IsConnectionError(error) || error is OperationCanceledException)
        {
            throw link.Lost("a command ran", error);
        }
        if (_command.ExitStatus is null && _command.ExitSignal is null)
            throw link.Lost("a command ran", null);
        return _command.ExitStatus;
    }

    public async Task<CommandResult> ResultAsync(SshLink link)
    {
        int? status = await StatusAsync(link);
        return new(status, _command.Result, _command.Error);
    }

    /// <summary>Ends the command on the host at once: a polite signal does not reach what root runs.</summary>
    public void Kill()
    {
        try
        {
            _command.CancelAsync(forceKill: true, millisecondsTimeout: 500);
        }
        catch (Exception error) when (IsConnectionError(error) || error is OperationCanceledException)
        {
            return;
        }
    }

    /// <summary>Gives everything back without waiting for the host.</summary>
    public void LeaveBehind()
    {
        _ = Task.Factory.StartNew(
            () =>
            {
                // Disposed while it runs, SSH.NET's task would never end.
                if (!Ended.IsCompleted)
                    Kill();
                _command.Dispose();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ContinueWith(task => _ = task.Exception, TaskScheduler.Default);
        _ = Ended.ContinueWith(task => _ = task.Exception, TaskScheduler.Default);
    }

    private static void Send(SshCommand command, string text)
    {
        using Stream input = command.CreateInputStream();
        input.Write(Encoding.UTF8.GetBytes(text));
    }
}
