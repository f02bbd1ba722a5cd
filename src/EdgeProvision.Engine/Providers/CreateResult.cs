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

    /// <summary>The connection never opened, or the request was never sent: nothing was made.</summary>
    public sealed record NotSent(EdgeException Error) : CreateResult;

    /// <summary>No answer, or one that proves nothing: the device may exist now or later.</summary>
    public sealed record Unanswered(EdgeException Error) : CreateResult;
}
