namespace EdgeProvision.Sandbox.Control;

/// <summary>A wish to stop one call and look at the world meanwhile.</summary>
public sealed record HoldOrder
{
    /// <summary>Which calls count.</summary>
    public CallMatch Match { get; init; } = new();

    /// <summary>Whether the call is held before or after its action.</summary>
    public CallMoment When { get; init; }

    /// <summary>Which of the matching calls is held, counted from 1 from now on.</summary>
    public int Nth { get; init; } = 1;
}
