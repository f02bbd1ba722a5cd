using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>One armed stop.</summary>
public sealed class HeldCall(Control control, string id)
{
    /// <summary>Waits until the call has come and stands still.</summary>
    public async Task ReachedAsync(CancellationToken cancellationToken)
    {
        var hold = await control.SendAsync(HttpMethod.Get, $"/holds/{id}?wait=60&state=holding", null, cancellationToken);
        Assert.Equal("holding", (string?)hold["state"]);
    }

    public Task ReleaseAsync(HoldOutcome outcome, CancellationToken cancellationToken) =>
        control.SendAsync(HttpMethod.Post, $"/holds/{id}/release?outcome={outcome}", null, cancellationToken);
}
