using System.Diagnostics;
using System.Globalization;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>Starts sandboxes as processes of their own, and stops them.</summary>
/// <param name="self">The command line that this program is started with, without arguments.</param>
/// <param name="timeProvider">The clock of its waiting.</param>
/// <param name="progress">Is told what is going on, a line at a time.</param>
public sealed class SandboxLauncher(IReadOnlyList<string> self, TimeProvider timeProvider, Action<string> progress)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    // The first start of all builds an operating system: a minute on a good machine.
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(90);

    // A process that has the session and cannot be found is asked nothing, so that waiting for its end is waiting for luck.
    private static readonly TimeSpan LongestSearch = TimeSpan.FromSeconds(10);

    // A file is written whole: what cannot be read for so long will not be.
    private static readonly TimeSpan LongestReading = TimeSpan.FromSeconds(5);

    // Closes the streams of its starter, who may be waiting for their end, and leaves its session, whose signals would reach it.
    private const string Detach = """log=$1; shift; exec </dev/null >>"$log" 2>&1; setsid "$@" &""";

    /// <summary>The session, started unless it runs already. Answers when it is ready.</summary>
    /// <exception cref="EdgeException"><c>SandboxStartFailed</c>.</exception>
    public async Task<SandboxSession> StartAsync(SandboxRunOptions options, CancellationToken cancellationToken)
    {
        var paths = new SessionPaths(options.Id, options.StateDirectory);
        _ = FrontEndReleases.Parse(options.Release);
        var store = new SessionStore(paths);
        while (true)
        {
            // Somebody may start it at the same moment: the loser of the two finds the session taken and ends.
            var isOurs = await store.PrepareAsync(timeProvider, cancellationToken);
            if (isOurs && !await SpawnAsync(paths, options, cancellationToken))
                continue;
            var (session, lastWord) = await WaitUntilReadyAsync(paths, store, cancellationToken);
            if (session is not null)
            {
                if (session.Release != options.Release)
                    progress($"The sandbox '{session.Id}' runs already, and plays release {session.Release}; for {options.Release} stop it first, or give another id.");
                return session;
            }

            // Another's may have been on its way out when we looked: then it is our turn.
            if (isOurs)
                throw Failed(paths, lastWord ?? (Directory.Exists(paths.Directory) ? "it ended without a word" : "it was stopped meanwhile"));
        }
    }

    /// <summary>Stops the session and waits until nothing of it is left; false when there was none.</summary>
    /// <exception cref="EdgeException"><c>SandboxStopFailed</c>.</exception>
    public async Task<bool> StopAsync(string id, string? stateDirectory, CancellationToken cancellationToken)
    {
        var paths = new SessionPaths(id, stateDirectory);
        var store = new SessionStore(paths);
        var start = timeProvider.GetTimestamp();
        int? asked = null;
        while (store.IsAlive())
        {
            // It is asked while it starts, too. When it has ended, somebody else may have begun another at once: that one goes on.
            var owner = store.FindOwner();
            if (asked is null && owner is { } process)
                PosixSignals.AskToEnd((asked = process).Value);
            else if (owner is not null && owner != asked)
                break;
            if (asked is null && timeProvider.GetElapsedTime(start) > LongestSearch)
            {
                throw new EdgeException("SandboxStopFailed", ErrorKind.NotFound, $"The sandbox '{id}' runs, but the process that plays it cannot be found from here: it may be another user's, or of an earlier version.")
                {
                    Target = id,
                    RecommendedAction = $"Find it with: fuser -v {paths.Lock}. End it, and stop the sandbox again: that removes what it left.",
                };
            }

            if (timeProvider.GetElapsedTime(start) > LongestStop)
            {
                throw new EdgeException("SandboxStopFailed", ErrorKind.Timeout, $"The sandbox '{id}' (process {asked}) has not stopped within {LongestStop.TotalSeconds:0} s.")
                {
                    Target = id,
                    RecommendedAction = $"Read {paths.Log}, end the process, and stop the sandbox again: that removes what it left.",
                };
            }

            await Task.Delay(Glance, timeProvider, cancellationToken);
        }

        if (Directory.Exists(paths.Directory) && await store.RemoveDeadAsync(timeProvider, cancellationToken))
        {
            await LinuxMachineRoom.CleanUpLeftoversAsync(
                new LinuxMachineRoomOptions(paths.RoomId) { StateDirectory = paths.StateDirectory, TimeProvider = timeProvider, Progress = progress }, cancellationToken);
        }

        return asked is not null;
    }

    /// <summary>False when the session's folder, just prepared, went with the one before, which was on its way out.</summary>
    private async Task<bool> SpawnAsync(SessionPaths paths, SandboxRunOptions options, CancellationToken cancellationToken)
    {
        var shell = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        string[] arguments = ["-c", Detach, "sh", paths.Log, .. self, "run", "--id", paths.Id, "--state-dir", paths.StateDirectory, "--release", options.Release];
        foreach (var argument in arguments)
            shell.ArgumentList.Add(argument);
        if (options.Remotes is { } remotes)
        {
            shell.ArgumentList.Add("--remotes");
            shell.ArgumentList.Add(remotes);
        }

        if (options.ParentPid is { } parent)
        {
            shell.ArgumentList.Add("--parent-pid");
            shell.ArgumentList.Add(parent.ToString(CultureInfo.InvariantCulture));
        }

        // Where debuggers knock, .NET keeps sockets and pipes in a temporary directory, and a killed process leaves them there.
        shell.Environment.TryAdd("DOTNET_EnableDiagnostics", "0");
        using var process = Process.Start(shell) ?? throw Failed(paths, "the shell did not start");
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0 && !Directory.Exists(paths.Directory))
            return false;

        // Between the shell's end and the claim nobody holds the session; the log shows that it has begun.
        var start = timeProvider.GetTimestamp();
        while (LogLength(paths) == 0 && timeProvider.GetElapsedTime(start) < TimeSpan.FromSeconds(20))
            await Task.Delay(Glance, timeProvider, cancellationToken);
        return true;
    }

    // The session when it is ready; the last word of a process that has ended before.
    private async Task<(SandboxSession? Session, string? LastWord)> WaitUntilReadyAsync(SessionPaths paths, SessionStore store, CancellationToken cancellationToken)
    {
        var shown = 0;
        var start = timeProvider.GetTimestamp();
        long? unreadable = null;
        while (true)
        {
            var alive = store.IsAlive();
            var lines = File.Exists(paths.Log) ? await File.ReadAllLinesAsync(paths.Log, cancellationToken) : [];
            if (store.FindRunning() is { } session)
                return (session, null);
            if (!alive)
                return (null, lines.LastOrDefault());
            if (!File.Exists(paths.File))
                unreadable = null;
            else if (timeProvider.GetElapsedTime(unreadable ??= timeProvider.GetTimestamp()) > LongestReading)
                throw OfAnotherVersion(paths);
            for (; shown < lines.Length; shown++)
                progress(lines[shown]);
            if (timeProvider.GetElapsedTime(start) > LongestStart)
                throw Failed(paths, $"it was not ready within {LongestStart.TotalMinutes:0} minutes");
            await Task.Delay(Glance, timeProvider, cancellationToken);
        }
    }

    private static EdgeException OfAnotherVersion(SessionPaths paths) =>
        new("SandboxStartFailed", ErrorKind.AlreadyExists, $"The sandbox '{paths.Id}' runs already, and another version of this program plays it: what it says of itself cannot be read.")
        {
            Target = paths.Id,
            RecommendedAction = $"Stop it first (Stop-EdgeSandbox {paths.Id}, oneprovision sandbox stop --id {paths.Id}), or give another id.",
        };

    private static long LogLength(SessionPaths paths) => new FileInfo(paths.Log) is { Exists: true } log ? log.Length : 0;

    private static EdgeException Failed(SessionPaths paths, string why) =>
        new("SandboxStartFailed", ErrorKind.Refused, $"The sandbox '{paths.Id}' did not start: {why}") { Target = paths.Id, RecommendedAction = $"Read {paths.Log}." };
}
