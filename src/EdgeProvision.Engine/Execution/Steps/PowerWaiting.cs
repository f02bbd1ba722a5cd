using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Waiting with a power change until OpenNebula sees the host as before, within a time for all of it.</summary>
internal static class PowerWaiting
{
    /// <summary>Runs the change of one host; where that is asked for, until OpenNebula has followed it.</summary>
    /// <exception cref="EdgeException"><c>HostWaitTimeout</c>, <c>HostNotMonitored</c>.</exception>
    public static async Task<StepOutcome> RunAsync(StepContext context, Func<StepContext, Task<StepOutcome>> change)
    {
        if (WaitOf(context.Operation) is not { } wait)
            return await change(context).ConfigureAwait(false);
        using var limit = new CancellationTokenSource(wait.Timeout ?? Timeout.InfiniteTimeSpan, context.Operation.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, limit.Token);
        var last = "the power was being changed";
        var watched = context with { CancellationToken = both.Token, Report = Remember };
        try
        {
            var outcome = await change(watched).ConfigureAwait(false);
            await AwaitFrontEndAsync(watched).ConfigureAwait(false);
            return outcome;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            throw new EdgeException("HostWaitTimeout", ErrorKind.Timeout, FormattableString.Invariant($"Host {context.Host.HostId} ({context.Host.Key}) has not come to the end of its power change within {wait.Timeout!.Value.TotalSeconds:0} s; at last: {last}."))
            {
                Target = context.Host.Key,
                RecommendedAction = "Run the command again: it goes on where this one has ended. Or look at the machine at the provider's console.",
            };
        }

        void Remember(OperationEvent told)
        {
            if (told is OperationEvent.StepProgress progress)
                last = progress.Text;
            context.Report(told);
        }
    }

    /// <summary>The limit of one part: the time for all of it, where somebody has given one.</summary>
    public static TimeSpan Limit(OperationScope scope, TimeSpan usual) => WaitOf(scope)?.Timeout ?? usual;

    /// <summary>Between two looks.</summary>
    public static TimeSpan Pause(OperationScope scope) => WaitOf(scope)?.Delay ?? scope.Timings.FrontEndPoll;

    /// <summary>OpenNebula gets the host back as it had it: enabled, or disabled by an administrator. One that is not configured stays away from it.</summary>
    public static async Task GiveBackAsync(StepContext context)
    {
        var host = context.Host;
        if (host.IsConfigured)
            await context.Operation.FrontEnd.Hosts.SetStatusAsync(host.HostId, host.WasDisabled ? HostStatus.Disabled : HostStatus.Enabled, context.CancellationToken).ConfigureAwait(false);
    }

    private static PowerWait? WaitOf(OperationScope scope) => (scope.Request as PowerRequest)?.Wait;

    private static async Task AwaitFrontEndAsync(StepContext context)
    {
        var host = context.Host;
        var scope = context.Operation;
        if (!host.IsConfigured || ((PowerRequest)scope.Request).Change == PowerChange.Stop)
            return;
        var began = scope.Time.GetTimestamp();
        var longest = Limit(scope, scope.Request.SshTimeout);
        while (true)
        {
            var now = (await scope.FrontEnd.Hosts.InfoAsync(host.HostId, SecretView.Cipher, context.CancellationToken).ConfigureAwait(false)).State;
            if (now is HostState.Monitored or HostState.MonitoringMonitored || (host.WasDisabled && now is HostState.Disabled or HostState.MonitoringDisabled))
                return;
            if (scope.Time.GetElapsedTime(began) > longest)
                throw NotMonitored(host, now, longest);
            context.Progress(now is HostState.Error or HostState.MonitoringError ? "OpenNebula's monitoring of the host fails" : "waiting for OpenNebula to monitor the host");
            await Task.Delay(Pause(scope), scope.Time, context.CancellationToken).ConfigureAwait(false);
        }
    }

    private static EdgeException NotMonitored(HostWork host, HostState state, TimeSpan waited) =>
        new("HostNotMonitored", ErrorKind.Timeout, FormattableString.Invariant($"Host {host.HostId} ({host.Key}) runs and answers SSH, but OpenNebula does not monitor it after {waited.TotalSeconds:0} s; its state there is '{state}'."))
        {
            Target = host.Key,
            RecommendedAction = "See oned.log on the front-end: its own SSH access to the host may be missing (oneprovision known-hosts).",
        };
}
