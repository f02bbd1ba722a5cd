using Polly;
using Polly.Retry;

namespace EdgeProvision.Engine.Providers.Http;

/// <summary>Sends failed requests again: exponential back-off with jitter, or as long as the service asks, on the injected clock.</summary>
internal sealed class RepeatPolicy
{
    private readonly RestOptions options;
    private readonly ResiliencePipeline always;
    private readonly ResiliencePipeline whenNotSent;

    public RepeatPolicy(RestOptions options)
    {
        this.options = options;
        always = Build(failure => failure.IsTransient);
        whenNotSent = Build(failure => failure.Fate == RequestFate.NotSent || failure.IsRateLimit);
    }

    /// <summary>Runs an attempt, and again as the rule allows; it is told its number, from 1.</summary>
    public async Task<T> RunAsync<T>(
        RepeatRule rule, Func<int, CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        if (rule == RepeatRule.Never || options.MaxRepeats == 0)
            return await attempt(1, cancellationToken).ConfigureAwait(false);

        var number = 0;
        var pipeline = rule == RepeatRule.Always ? always : whenNotSent;
        return await pipeline.ExecuteAsync(
            async token => await attempt(++number, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    private ResiliencePipeline Build(Func<ProviderException, bool> mayRepeat)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = options.Time };
        return builder.AddRetry(new RetryStrategyOptions
        {
            // Never reached with 0, which Polly would not accept.
            MaxRetryAttempts = Math.Max(1, options.MaxRepeats),
            BackoffType = DelayBackoffType.Exponential,
            Delay = options.FirstBackOff,
            MaxDelay = options.MaxWait,
            UseJitter = true,
            Randomizer = options.Random,

            // Only our own error type: what the gate throws, and cancellation, end the call.
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is ProviderException failure
                && mayRepeat(failure)
                && (failure.Fate != RequestFate.NotSent || arguments.AttemptNumber < options.MaxConnectRepeats)),
            DelayGenerator = arguments => ValueTask.FromResult(
                (arguments.Outcome.Exception as ProviderException)?.RetryAfter is { } asked
                    ? (asked < options.MaxWait ? asked : options.MaxWait)
                    : (TimeSpan?)null),
        }).Build();
    }
}
