using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Running;

/// <summary>
/// Runs programs on a host so that neither a lost connection nor the death of this process matters (docs/design/run-protocol.md):
/// <code>
/// start ──► attach ──► follow ──► end: succeeded, failed ──► report
///   │  ▲               │  ▲ lost: connect again, same offset
///   │  └── busy: await the other's end
///   │  └── rebooted meanwhile: start again
///   └──► done already ──► report
/// </code>
/// </summary>
internal sealed class RunProtocol(IHostShell shell, string host, RunSettings settings, TimeProvider time)
{
    public async Task<ProgramReport> RunAsync(HostProgram program, Action<HostStepReport> onStep, CancellationToken cancellationToken)
    {
        if (program.CheckOnly)
            return await CheckAsync(program, onStep, cancellationToken);
        for (int restarts = 0; ; restarts++)
        {
            RunAnswer answer = await StartAsync(program, cancellationToken);
            if (answer.Decision == "done")
                return new(HostStepOutcome.Ok, [], answer.First, WasAlreadyDone: true);
            RunLogParser parser = new(program.Steps, onStep);
            RunEnd end = await FollowAsync(answer.First, parser, settings.TimeLimit + TimeSpan.FromMinutes(10), cancellationToken);
            if (end.Outcome is "rebooted" or "gone" && restarts < settings.Restarts)
                continue;
            return Report(parser, end);
        }
    }

    private async Task<RunAnswer> StartAsync(HostProgram program, CancellationToken cancellationToken)
    {
        string runId = Guid.NewGuid().ToString("N");
        long? unknownSince = null;
        for (int failures = 0; ;)
        {
            RunAnswer answer;
            try
            {
                // The same id when asked again: a start whose answer was lost is recognised by it.
                CommandResult result = await shell.RunAsync(RunScripts.Start(program, runId, settings), program.ShellText, cancellationToken);
                answer = RunAnswer.Parse(result.Output);
                if (answer.Decision.Length == 0)
                    throw RunErrors.NotUnderstood(host, result);
            }
            catch (EdgeException error) when (error.Code == SshErrors.ConnectionLost && ++failures <= 5)
            {
                await shell.ReconnectAsync(cancellationToken);
                continue;
            }
            switch (answer.Decision)
            {
                case "attach" or "done":
                    return answer;
                case "short" when ++failures <= 5:
                    continue;
                case "busy":
                    if (await AwaitOtherAsync(answer, cancellationToken))
                        unknownSince = null;
                    else
                        await AwaitUnknownAsync(answer, unknownSince ??= time.GetTimestamp(), cancellationToken);
                    continue;
                default:
                    throw RunErrors.CannotStart(host, answer);
            }
        }
    }

    /// <summary>Waits for a run of another fingerprint; the host ends it at its own time limit. False when the host has no record of it to wait by.</summary>
    private async Task<bool> AwaitOtherAsync(RunAnswer busy, CancellationToken cancellationToken)
    {
        TimeSpan patience = busy.ThirdAsSeconds() + TimeSpan.FromMinutes(2);
        RunEnd end;
        try
        {
            end = await FollowAsync(_ => RunScripts.Await(busy.First, settings), new LogStream(_ => { }), patience, cancellationToken);
        }
        catch (TimeoutException error)
        {
            throw RunErrors.Busy(host, busy, patience, error);
        }
        if (end.Outcome == "gone")
            return false;
        // The lock is free; the unit itself may take another moment to go.
        await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellationToken);
        return true;
    }

    /// <summary>The unit runs, but its record is gone (somebody has removed the state directory): only asking again tells when it ends.</summary>
    private async Task AwaitUnknownAsync(RunAnswer busy, long since, CancellationToken cancellationToken)
    {
        TimeSpan waited = time.GetElapsedTime(since);
        if (waited > settings.TimeLimit + TimeSpan.FromMinutes(2))
            throw RunErrors.Busy(host, busy, waited, null);
        await Task.Delay(TimeSpan.FromSeconds(5), time, cancellationToken);
    }

    private async Task<RunEnd> FollowAsync(string runId, RunLogParser parser, TimeSpan patience, CancellationToken cancellationToken)
    {
        long begin = time.GetTimestamp();
        LogStream log = new(parser.Feed);
        while (true)
        {
            RunEnd end;
            try
            {
                end = await FollowAsync(offset => RunScripts.Follow(runId, offset, settings), log, patience - time.GetElapsedTime(begin), cancellationToken);
            }
            catch (TimeoutException error)
            {
                throw RunErrors.OutOfTime(host, patience, error);
            }
            if (end.LogLength <= log.Offset || end.Outcome == "gone")
                return end;
        }
    }

    /// <summary>Follows until an end is told, over as many connections as it takes.</summary>
    private async Task<RunEnd> FollowAsync(Func<long, string> command, LogStream log, TimeSpan patience, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        int silentEnds = 0;
        while (true)
        {
            RunEnd? end = null;
            log.Restart();
            try
            {
                await shell.FollowAsync(command(log.Offset), null, bytes => log.Feed(bytes.Span), line => end = RunEnd.Parse(line) ?? end, both.Token);
                if (end is not null)
                    return end;
                // The follower was killed on the host.
                if (++silentEnds > 5)
                    throw RunErrors.NotUnderstood(host, new CommandResult(null, "", ""));
                await Task.Delay(TimeSpan.FromSeconds(1), time, both.Token);
            }
            catch (EdgeException error) when (error.Code == SshErrors.ConnectionLost)
            {
                await shell.ReconnectAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException();
            }
        }
    }

    /// <summary>
    /// Nothing stands on the host of a program that only looks: it ends with its connection, and is simply sent again over another. Steps that were told stay told.
    /// </summary>
    private async Task<ProgramReport> CheckAsync(HostProgram program, Action<HostStepReport> onStep, CancellationToken cancellationToken)
    {
        int told = -1;
        for (int failures = 0; ; failures++)
        {
            RunLogParser parser = new(program.Steps, report =>
            {
                if (report.Index > told)
                    onStep(report);
                told = Math.Max(told, report.Index);
            });
            LogStream log = new(parser.Feed);
            RunEnd? end = null;
            try
            {
                int? status = await shell.FollowAsync(RunScripts.Check(program, settings), program.ShellText, bytes => log.Feed(bytes.Span), line => end = RunEnd.Parse(line) ?? end, cancellationToken);
                if (end is { Outcome: not "short" })
                    return CheckReport(program, parser, end);
                if (failures == 2)
                    throw RunErrors.NotUnderstood(host, new CommandResult(status, "", ""));
            }
            catch (EdgeException error) when (error.Code == SshErrors.ConnectionLost && failures < 2)
            {
                await shell.ReconnectAsync(cancellationToken);
            }
        }
    }

    private ProgramReport CheckReport(HostProgram program, RunLogParser parser, RunEnd end)
    {
        if (end.Outcome == "denied" || (end.Outcome != "succeeded" && parser.Reports.Count == 0))
            throw RunErrors.CheckDenied(host, parser.Output);
        if (end.ExitStatus is 124 or 137)
            throw RunErrors.CheckOutOfTime(host, settings);
        // A program that only looks goes on behind a step that fails, so it ends early only where it was killed.
        parser.Complete(parser.Reports.Count < program.Steps.Count, RunErrors.Reason(end, settings));
        HostStepOutcome outcome = parser.Reports.Any(step => step.Outcome == HostStepOutcome.Failed) ? HostStepOutcome.Failed
            : parser.Reports.Any(step => step.Outcome == HostStepOutcome.Changed) ? HostStepOutcome.Changed : HostStepOutcome.Ok;
        return new(outcome, parser.Reports, "", WasAlreadyDone: false);
    }

    private ProgramReport Report(RunLogParser parser, RunEnd end)
    {
        bool failed = end.Outcome != "succeeded";
        parser.Complete(failed, RunErrors.Reason(end, settings));
        HostStepOutcome outcome = failed ? HostStepOutcome.Failed
            : parser.Reports.Any(step => step.Outcome == HostStepOutcome.Changed) ? HostStepOutcome.Changed : HostStepOutcome.Ok;
        return new(outcome, parser.Reports, end.Peers, WasAlreadyDone: false);
    }
}
