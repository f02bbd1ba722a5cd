using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Control;

/// <summary>
/// Stands before a service and lets happen to its calls what the board says:
/// <code>
/// arrive → latency → hold "before" → fault before the action → the action → hold "after" → fault after the action → answer
/// </code>
/// </summary>
public sealed class FaultLayer(string service, IHttpApp inner, FaultBoard board) : IHttpApp
{
    private static readonly HttpReply NoReply = new(0, "", []);

    /// <inheritdoc/>
    public async Task<HttpReply> AnswerAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var facts = CallFacts.Of(service, call);
        var number = board.Log.Begin(facts);
        var fate = "cancelled";
        int? status = null;
        try
        {
            (var reply, fate) = await AnswerAsync(call, facts, number, cancellationToken);
            status = reply.Status == 0 ? null : reply.Status;
            return reply;
        }
        finally
        {
            board.Log.End(number, status, fate);
        }
    }

    private async Task<(HttpReply Reply, string? Fault)> AnswerAsync(HttpCall call, CallFacts facts, long number, CancellationToken cancellationToken)
    {
        if (board.LatencyOf(service) is { Ticks: > 0 } latency)
            await Task.Delay(latency, board.TimeProvider, cancellationToken);

        if (board.TakeHold(CallMoment.Before, facts, number) is { } early && await early.OutcomeAsync(cancellationToken) is var outcome and not HoldOutcome.Proceed)
            return (NoReply with { Delivery = DeliveryOf(outcome) }, "held");

        var fault = board.TakeFault(facts);
        if (fault is not null && BeforeAction(fault, call) is { } refusal)
            return (refusal, fault.Kind.ToString());

        var reply = await inner.AnswerAsync(call, cancellationToken);
        if (fault is { Kind: FaultKind.LateAnswer })
            await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMs), board.TimeProvider, cancellationToken);

        if (board.TakeHold(CallMoment.After, facts, number) is { } late && await late.OutcomeAsync(cancellationToken) is var end and not HoldOutcome.Proceed)
            return (reply with { Delivery = DeliveryOf(end) }, "held");
        return fault is null ? (reply, null) : (AfterAction(fault, reply), fault.Kind.ToString());
    }

    private HttpReply? BeforeAction(FaultOrder fault, HttpCall call)
    {
        switch (fault.Kind)
        {
            case FaultKind.Status when fault.When == CallMoment.Before:
                return FaultReply.Of(service, fault);
            case FaultKind.Drop when fault.When == CallMoment.Before:
                return NoReply with { Delivery = Delivery.Dropped };
            case FaultKind.Reset when fault.When == CallMoment.Before:
                return NoReply with { Delivery = Delivery.Reset };
            case FaultKind.LateAction:
                board.DoLate(TimeSpan.FromMilliseconds(fault.DelayMs), token => inner.AnswerAsync(call, token));
                return NoReply with { Delivery = Delivery.Dropped };
            default:
                return null;
        }
    }

    private HttpReply AfterAction(FaultOrder fault, HttpReply reply) => fault.Kind switch
    {
        FaultKind.Status => FaultReply.Of(service, fault),
        FaultKind.Reset => reply with { Delivery = Delivery.Reset },
        FaultKind.Truncate => reply with { Delivery = Delivery.Truncated },
        FaultKind.LateAnswer => reply,
        _ => reply with { Delivery = Delivery.Dropped },
    };

    private static Delivery DeliveryOf(HoldOutcome outcome) => outcome == HoldOutcome.Reset ? Delivery.Reset : Delivery.Dropped;
}
