using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>One armed stop.</summary>
public sealed class HeldCall(Control control, string id)
{
    /// <summary>Waits until the call has come and stands still; the command that makes it may have to wait for earlier requests to settle.</summary>
    public async Task ReachedAsync(Tool caller, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 30; i++)
        {
            var hold = await control.SendAsync(HttpMethod.Get, $"/holds/{id}?wait=4&state=holding", null, cancellationToken);
            if ((string?)hold["state"] == "holding")
                return;
            Assert.False(caller.HasEnded, $"It ended without the call:\n{caller.Text}");
        }

        Assert.Fail($"The call has not come:\n{caller.Text}");
    }

    public Task ReleaseAsync(HoldOutcome outcome, CancellationToken cancellationToken) =>
        control.SendAsync(HttpMethod.Post, $"/holds/{id}/release?outcome={outcome}", null, cancellationToken);
}
