using Polly;
using Polly.Retry;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>
/// Which attempts are repeated. A read may always be, and a write that sets a value; any other write only when no connection was opened, since
/// otherwise it may have happened, and who asked for it must look. A beat never: its owner has its own clock.
/// </summary>
internal sealed class CallRetry
{
    private readonly FrontEndOptions _options;
    private readonly ResiliencePipeline<Attempt> _reads;
    private readonly ResiliencePipeline<Attempt> _writes;

    public CallRetry(FrontEndOptions options)
    {
        _options = options;
        _reads = Build(outcome => outcome is not AttemptOutcome.Answered);
        _writes = Build(outcome => outcome is AttemptOutcome.NeverOpened);
    }

    public ValueTask<Attempt> RunAsync(FrontEndCall call, Func<CancellationToken, ValueTask<Attempt>> attempt, CancellationToken token) =>
        call.Lane == CallLane.Beat ? attempt(token) : (call is { IsWrite: true, IsRepeatable: false } ? _writes : _reads).ExecuteAsync(attempt, token);

    private ResiliencePipeline<Attempt> Build(Func<AttemptOutcome, bool> repeats)
    {
        var retry = _options.Retry;
        if (retry.MaxAttempts <= 1)
            return ResiliencePipeline<Attempt>.Empty;

        var started = new ResiliencePropertyKey<long>("started");
        return new ResiliencePipelineBuilder<Attempt> { TimeProvider = _options.Time }
            .AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = retry.MaxAttempts - 1,
                Delay = retry.FirstDelay,
                MaxDelay = retry.MaxDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Randomizer = retry.Random,
                ShouldHandle = args =>
                {
                    // A certificate does not get better by waiting.
                    if (args.Outcome.Result is not { } result || !repeats(result.Outcome)
                        || result.Cause is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError })
                        return ValueTask.FromResult(false);

                    var now = _options.Time.GetTimestamp();
                    var first = args.Context.Properties.GetValue(started, now);
                    args.Context.Properties.Set(started, first);
                    return ValueTask.FromResult(_options.Time.GetElapsedTime(first, now) < retry.Budget);
                },
            })
            .Build();
    }
}
