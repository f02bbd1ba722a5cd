using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Addresses;

/// <summary>What became of an order of addresses. The cases are those of <see cref="CreateResult"/>, and mean the same.</summary>
public abstract record ReserveResult
{
    private ReserveResult()
    {
    }

    /// <summary>The provider answered with it: what there is of the block now.</summary>
    public sealed record Created(AddressReservation Reservation) : ReserveResult;

    /// <summary>A definite refusal with the provider's own error body: nothing was made.</summary>
    public sealed record Refused(EdgeException Error) : ReserveResult;

    /// <summary>The connection never opened, or the request was never sent: nothing was made.</summary>
    public sealed record NotSent(EdgeException Error) : ReserveResult;

    /// <summary>No answer, or one that proves nothing: addresses may have been bought.</summary>
    public sealed record Unanswered(EdgeException Error) : ReserveResult;
}
