namespace EdgeProvision.Engine.Providers.Http;

/// <summary>
/// Ends a request: at its deadline, and on cancellation either at once or, for a request whose answer must not be lost, after a grace period.
/// On a <see cref="TimeProvider"/>, which <c>HttpClient.Timeout</c> is not.
/// </summary>
internal sealed class RequestDeadline : IDisposable
{
    private readonly CancellationTokenSource deadline;
    private readonly CancellationTokenSource grace;
    private readonly CancellationTokenSource linked;
    private readonly CancellationTokenRegistration registration;

    public RequestDeadline(TimeSpan answerTimeout, TimeSpan? graceAfterCancellation, TimeProvider time, CancellationToken cancellationToken)
    {
        deadline = new CancellationTokenSource(answerTimeout, time);
        grace = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, grace.Token);
        registration = cancellationToken.Register(() =>
        {
            if (graceAfterCancellation is { } period)
                grace.CancelAfter(period);
            else
                grace.Cancel();
        });
    }

    public CancellationToken Token => linked.Token;

    public void Dispose()
    {
        registration.Dispose();
        linked.Dispose();
        grace.Dispose();
        deadline.Dispose();
    }
}
