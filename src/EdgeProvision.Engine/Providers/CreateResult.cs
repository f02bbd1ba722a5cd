using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers;

/// <summary>What became of a create request.</summary>
public abstract record CreateResult
{
    private CreateResult()
    {
    }

    /// <summary>The provider answered with the device.</summary>
    public sealed record Created(Device Device) : CreateResult;

    /// <summary>A definite refusal with the provider's own error body: nothing was made.</summary>
    public sealed record Refused(EdgeException Error) : CreateResult;

    /// <summary>
    /// The service knows the attempt already, by an order that said something else or by a machine that has ended: this request has made nothing, and no other under this attempt ever
    /// will. What the earlier order has made, if anything, <see cref="IProviderDriver.FindOrderedAsync"/> finds.
    /// </summary>
    public sealed record Spent(EdgeException Error) : CreateResult;

    /// <summary>The connection never opened, or the request was never sent: nothing was made.</summary>
    public sealed record NotSent(EdgeException Error) : CreateResult;

    /// <summary>No answer, or one that proves nothing: the device may exist now or later.</summary>
    public sealed record Unanswered(EdgeException Error) : CreateResult;
}
