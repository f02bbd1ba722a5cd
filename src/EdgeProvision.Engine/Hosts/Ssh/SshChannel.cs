using EdgeProvision.Engine.Hosts.Files;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Hosts.Running;
using EdgeProvision.Engine.Hosts.Ssh.Facts;

namespace EdgeProvision.Engine.Hosts.Ssh;

/// <summary>A channel to one host: the connection that there is now, and the way to another when it breaks. Logs in as any user, works as root.</summary>
internal sealed class SshChannel(SshConnector connector, HostConnection connection, LoginKeys keys, SshLink link, SshSettings settings, TimeProvider time)
    : IHostChannel, IHostShell, IHostFiles
{
    private const string Mark = "EDGEPROVISION_COMMAND";

    // What a shell says of a command that SIGTERM has ended.
    private const int Terminated = 128 + 15;

    private readonly SemaphoreSlim _reconnecting = new(1);
    private SshLink _link = link;

    /// <inheritdoc/>
    public string HostKey => _link.HostKey.Line;

    private bool IsRoot => connection.User == "root";

    /// <summary>Finds out whether commands can be run as root, before anything depends on it.</summary>
    public async Task CheckRootAsync(CancellationToken cancellationToken)
    {
        if (IsRoot)
            return;
        CommandResult answer = Whole(await _link.RunAsync("LC_ALL=C sudo -n true", null, () => Task.CompletedTask, cancellationToken));
        if (answer.ExitStatus != 0)
            throw SshErrors.SudoRefused(connection, answer.ErrorOutput.Length > 0 ? answer.ErrorOutput : answer.Output);
    }

    /// <inheritdoc/>
    public async Task<HostFacts> ReadFactsAsync(CancellationToken cancellationToken)
    {
        CommandResult answer = Whole(await RunAsync(FactsScript.Command, null, cancellationToken));
        return FactsParser.Parse(answer.Output, SshErrors.Name(connection));
    }

    /// <inheritdoc/>
    public Task<ProgramReport> RunProgramAsync(HostProgram program, Action<HostStepReport> onStep, CancellationToken cancellationToken) =>
        new RunProtocol(this, SshErrors.Name(connection), new RunSettings { TimeLimit = settings.RunTimeLimit, Heartbeat = settings.Heartbeat }, time).RunAsync(program, onStep, cancellationToken);

    /// <inheritdoc/>
    public Task<CommandResult> RunCommandAsync(string command, string? standardInput, CancellationToken cancellationToken) => RunAsync(command, standardInput, cancellationToken);

    /// <inheritdoc/>
    public async Task<CommandResult> RunAsync(string command, string? standardInput, CancellationToken cancellationToken)
    {
        SshLink now = await LinkAsync(cancellationToken);
        string mark = Guid.NewGuid().ToString("N");
        return await now.RunAsync(AsRoot(command, mark), standardInput, () => KillMarkedAsync(now, mark), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<int?> FollowAsync(string command, string? standardInput, Action<ReadOnlyMemory<byte>> onOutput, Action<string> onErrorLine, CancellationToken cancellationToken)
    {
        SshLink now = await LinkAsync(cancellationToken);
        return await now.FollowAsync(AsRoot(command, "follower"), standardInput, onOutput, onErrorLine, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<CommandResult> StreamAsync(string command, Action<Stream, Stream> talk, CancellationToken cancellationToken)
    {
        SshLink now = await LinkAsync(cancellationToken);
        string mark = Guid.NewGuid().ToString("N");
        return await now.StreamAsync(AsRoot(command, mark), talk, () => KillMarkedAsync(now, mark), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task ReconnectAsync(CancellationToken cancellationToken)
    {
        await _reconnecting.WaitAsync(cancellationToken);
        try
        {
            if (!_link.IsLost)
                return;
            await _link.DisposeAsync();
            _link = await connector.DialAsync(connection with { Deadline = settings.ReconnectDeadline }, keys, cancellationToken);
        }
        finally
        {
            _reconnecting.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        keys.Dispose();
        _reconnecting.Dispose();
    }

    /// <summary>A command that somebody ended was cut short by the host, which does that to all that runs when it goes down: before it cuts the connections, perhaps.</summary>
    private CommandResult Whole(CommandResult answer) => answer.ExitStatus is null or Terminated ? throw _link.Lost("it was asked what it is", null) : answer;

    private async Task<SshLink> LinkAsync(CancellationToken cancellationToken)
    {
        if (_link.IsLost)
            await ReconnectAsync(cancellationToken);
        return _link;
    }

    /// <summary>The mark stands in the environment of the command and of all that it starts.</summary>
    private string AsRoot(string command, string mark) =>
        (IsRoot ? $"exec env {Mark}={mark} \"$SHELL\" -c " : $"exec sudo -n -- env {Mark}={mark} /bin/sh -c ") + ShellQuote.Word(command);

    /// <summary>
    /// OpenSSH passes no signal on to what root runs (its server does not separate privileges then), nor to what sudo has started: it is found by its mark and killed.
    /// </summary>
    private async Task KillMarkedAsync(SshLink now, string mark)
    {
        string script = $"cd /proc && for p in $(grep -l -s -a -e {Mark}={mark} [0-9]*/environ); do kill -KILL ${{p%%/*}}; done";
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(5), time);
        try
        {
            await now.RunAsync((IsRoot ? "" : "sudo -n -- ") + ShellQuote.Script(script), null, () => Task.CompletedTask, limit.Token);
        }
        catch (Exception error) when (error is Model.EdgeException or OperationCanceledException)
        {
            // The caller's cancellation is what is reported; a command that outlives it ends with its own work.
            return;
        }
    }
}
