using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>One armed stop.</summary>
public sealed class HeldCall(Control control, string id)
{
    /// <summary>Waits until the call has come and stands still; the command that makes it may have to wait for earlier requests to settle.</summary>
    /// <param name="lastWords">What its caller has said, once that has ended; null before. It will not come then.</param>
    public async Task ReachedAsync(CancellationToken cancellationToken, Func<string?>? lastWords = null)
    {
        for (var i = 0; i < 30; i++)
        {
            var hold = await control.SendAsync(HttpMethod.Get, $"/holds/{id}?wait=4&state=holding", null, cancellationToken);
            if ((string?)hold["state"] == "holding")
                return;
            if (lastWords?.Invoke() is { } words)
                Assert.Fail($"It ended without the call:\n{words}");
        }

        Assert.Fail("The call has not come.");
    }

    public Task ReleaseAsync(HoldOutcome outcome, CancellationToken cancellationToken) =>
        control.SendAsync(HttpMethod.Post, $"/holds/{id}/release?outcome={outcome}", null, cancellationToken);
}
