namespace EdgeProvision.Engine.Providers.Origins;

/// <summary>Under which networks a provider sees the front-end and this machine.</summary>
/// <param name="FrontEndName">What the front-end is known by: the name that it is spoken to by, or this machine's where it is here. By another name it may be seen elsewhere.</param>
/// <param name="FrontEnd">The front-end's networks; none where they are not known.</param>
/// <param name="Own">This machine's network; null where it is not known.</param>
public sealed record SeenOrigins(string FrontEndName, IReadOnlyList<string> FrontEnd, string? Own)
{
    /// <summary>This machine's name, where a front-end is on it: its network is a front-end's then, whatever name the front-end is spoken to by. Else null.</summary>
    public string? Here { get; init; }

    /// <summary>All of them, each once, the front-end's first.</summary>
    public IReadOnlyList<string> All => [.. FrontEnd.Concat(Own is null ? [] : [Own]).Distinct(StringComparer.Ordinal)];
}
