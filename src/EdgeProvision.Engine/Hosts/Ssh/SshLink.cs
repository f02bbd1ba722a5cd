using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Model;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace EdgeProvision.Engine.Hosts.Ssh;

/// <summary>
/// One logged-in connection. SSH.NET notices neither a stopped server nor dropped packets, so every command is watched from here:
/// one that talks by its silence, one that is quiet by a probe on a second channel.
/// </summary>
internal sealed class SshLink(SshClient client, HostConnection connection, SshPublicKey hostKey, SshSettings settings, TimeProvider time) : IAsyncDisposable
{
    private const int LongestOutput = 32 * 1024 * 1024;
    private const int SessionTries = 20;
    private volatile bool _lost;

    public SshPublicKey HostKey => hostKey;

    public bool IsLost => _lost || !client.IsConnected;

    /// <summary>Runs a command to its end. Cancelled, it is killed on the host too.</summary>
    public async Task<CommandResult> RunAsync(string command, string? standardInput, Func<Task> onCancelled, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RunningCommand running = await StartAsync(command, standardInput, cancellationToken, onCancelled);
        try
        {
            long probed = time.GetTimestamp();
            while (await Task.WhenAny(running.Ended, Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken)) != running.Ended)
            {
                cancellationToken.ThrowIfCancellationRequested();
                CheckOutput(running);
                if (time.GetElapsedTime(probed) < settings.SilenceLimit / 2)
                    continue;
                await ProbeAsync(running.Ended, cancellationToken);
                probed = time.GetTimestamp();
            }
            return await running.ResultAsync(this);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            running.Kill();
            await onCancelled();
            throw;
        }
        catch (EdgeException error) when (error.Code == "CommandOutputTooLong")
        {
            running.Kill();
            throw;
        }
        finally
        {
            running.LeaveBehind();
        }
    }

    /// <summary>Runs a command that keeps talking; see <see cref="Running.IHostShell.FollowAsync"/>.</summary>
    public async Task<int?> FollowAsync(string command, string? standardInput, Action<ReadOnlyMemory<byte>> onOutput, Action<string> onErrorLine, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RunningCommand running = await StartAsync(command, standardInput, cancellationToken);
        try
        {
            using CancellationTokenSource watch = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            StreamPump pump = new(time);
            Task pumping = Task.WhenAll(pump.PumpAsync(running.Output, onOutput), pump.PumpLinesAsync(running.ErrorOutput, onErrorLine));
            Task silence = pump.WaitForSilenceAsync(settings.SilenceLimit, watch.Token);
            Task first = await Task.WhenAny(pumping, silence);
            if (first == silence)
            {
                pump.Close();
                await silence;
                throw Lost("its log was followed", null);
            }
            await watch.CancelAsync();
            await pumping;
            // A drop reads as the end of both streams; only the command's own end tells the difference.
            return await running.StatusAsync(this).WaitAsync(settings.SilenceLimit, time, cancellationToken);
        }
        catch (TimeoutException error)
        {
            throw Lost("its log was followed", error);
        }
        finally
        {
            running.LeaveBehind();
        }
    }

    /// <summary>Runs a command and talks to it, on a thread of its own, since SSH.NET's streams block.</summary>
    public async Task<CommandResult> StreamAsync(string command, Action<Stream, Stream> talk, Func<Task> onCancelled, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RunningCommand running = await StartAsync(command, null, cancellationToken, onCancelled, keepsInput: true);
        Task talking = Task.Factory.StartNew(
            () =>
            {
                using Stream input = running.OpenInput();
                talk(input, running.Output);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            long probed = time.GetTimestamp();
            while (!running.Ended.IsCompleted)
            {
                await Task.WhenAny(running.Ended, talking.IsCompleted ? running.Ended : talking, Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
                CheckOutput(running);
                if (talking.IsFaulted && !IsConnectionError(talking))
                    await talking;
                if (time.GetElapsedTime(probed) < settings.SilenceLimit / 2)
                    continue;
                await ProbeAsync(running.Ended, cancellationToken);
                probed = time.GetTimestamp();
            }
            int? status = await running.StatusAsync(this);
            // One who writes to a command that is no more may wait for ever: its thread ends with the connection.
            await Task.WhenAny(talking, Task.Delay(status == 0 ? settings.SilenceLimit : TimeSpan.FromMilliseconds(100), time, cancellationToken));
            if (status == 0)
                await (talking.IsCompleted && !IsConnectionError(talking) ? talking : throw Lost("a file was copied", talking.Exception));
            return new(status, "", running.ErrorText);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            running.Kill();
            await onCancelled();
            throw;
        }
        catch (Exception error) when (error is not EdgeException { Code: not "CommandOutputTooLong" })
        {
            running.Kill();
            throw;
        }
        finally
        {
            running.LeaveBehind();
            Observe(talking);
        }
    }

    private void CheckOutput(RunningCommand running)
    {
        if (running.BufferedBytes > LongestOutput)
            throw new EdgeException("CommandOutputTooLong", ErrorKind.LimitReached, $"A command on {SshErrors.Name(connection)} printed more than 32 MiB and was ended.") { Target = connection.Address };
    }

    private static bool IsConnectionError(Task task) => task.Exception?.GetBaseException() is SshException or ObjectDisposedException or InvalidOperationException or System.Net.Sockets.SocketException;

    public EdgeException Lost(string what, Exception? cause)
    {
        _lost = true;
        return SshErrors.Lost(connection, what, cause);
    }

    /// <summary>Closes the connection without waiting for a host that may not answer.</summary>
    public ValueTask DisposeAsync()
    {
        _lost = true;
        _ = Task.Factory.StartNew(client.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .ContinueWith(task => _ = task.Exception, TaskScheduler.Default);
        return ValueTask.CompletedTask;
    }

    /// <summary>Asks for a sign of life by a command that does nothing, on a second channel.</summary>
    private async Task ProbeAsync(Task ended, CancellationToken cancellationToken)
    {
        Task<RunningCommand> start = RunningCommand.StartAsync(client, ":", null);
        try
        {
            Task answer = AnswerAsync(start);
            // A command that ended meanwhile, even by a reset of the connection, says so itself to whoever waits for it.
            if (await Task.WhenAny(ended, answer).WaitAsync(settings.SilenceLimit, time, cancellationToken) == answer)
                await answer;
            else
                Observe(answer);
        }
        catch (TimeoutException error)
        {
            throw Lost("a command ran", error);
        }
        finally
        {
            Forget(start);
        }
    }

    private async Task AnswerAsync(Task<RunningCommand> start)
    {
        try
        {
            await (await start).StatusAsync(this);
        }
        catch (Exception error) when (RunningCommand.IsSessionRefusal(error))
        {
            // A server that lets a connection have one session only (MaxSessions) lives, too: that was its answer.
            return;
        }
        catch (Exception error) when (RunningCommand.IsConnectionError(error))
        {
            throw Lost("a command ran", error);
        }
    }

    /// <summary>Opening a channel is not ended by a token, and a server that is frozen does not answer: whoever is stopped does not wait for it.</summary>
    private async Task<RunningCommand> StartAsync(string command, string? standardInput, CancellationToken cancellationToken, Func<Task>? onCancelled = null, bool keepsInput = false)
    {
        for (int tries = 1; ; tries++)
        {
            if (IsLost)
                throw Lost("nothing was running", null);
            Task<RunningCommand> start = RunningCommand.StartAsync(client, command, standardInput, keepsInput);
            try
            {
                return await start.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                Forget(start, onCancelled);
                throw;
            }
            catch (Exception error) when (RunningCommand.IsSessionRefusal(error))
            {
                // The session of the command before may take a moment to end.
                if (tries == SessionTries)
                    throw SshErrors.NoSession(connection, error);
            }
            catch (Exception error) when (RunningCommand.IsConnectionError(error))
            {
                throw Lost("a command was to be started", error);
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }
    }

    private static void Observe(Task task) => _ = task.ContinueWith(ended => _ = ended.Exception, TaskScheduler.Default);

    /// <summary>A command that was started after all, when nobody waited any more, is ended like one that is cancelled while it runs.</summary>
    private static void Forget(Task<RunningCommand> start, Func<Task>? onCancelled = null) => _ = start.ContinueWith(
        task =>
        {
            if (task.IsCompletedSuccessfully)
            {
                task.GetAwaiter().GetResult().LeaveBehind();
                if (onCancelled is not null)
                    Observe(onCancelled());
            }
            else
            {
                _ = task.Exception;
            }
        },
        TaskScheduler.Default);
}
