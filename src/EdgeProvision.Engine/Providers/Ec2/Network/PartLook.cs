namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>How one part of a provision's network is known among the things that stand.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Key">Its word in the key that it carries.</param>
/// <param name="Attempted">What the look is for, after "could not".</param>
internal sealed record PartLook<T>(PartKind<T> Kind, string Key, string Attempted)
    where T : class
{
    /// <summary>Of what a provision has one for each of something: of which.</summary>
    public string Which { get; init; } = "";

    /// <summary>Whether one that carries the key belongs where this one is to be.</summary>
    public Func<T, bool> Fits { get; init; } = static _ => true;

    /// <summary>Whether something rests on one, as it is shown; null when that is machines being in it.</summary>
    public Func<T, bool>? IsInUse { get; init; }

    /// <summary>The service's codes for "there is one already", when another is to be made: lists may not show it yet.</summary>
    public string[] Taken { get; init; } = [];
}
