namespace EdgeProvision.Engine.Setup;

/// <summary>Have this front-end use our drivers and hooks for public addresses, or no longer.</summary>
/// <param name="Program">The words that start this command.</param>
public sealed record SetupRequest(IReadOnlyList<string> Program)
{
    /// <summary>oned's configuration.</summary>
    public string OnedConf { get; init; } = "/etc/one/oned.conf";

    /// <summary>The folder of the front-end's driver scripts.</summary>
    public string Remotes { get; init; } = "/var/lib/one/remotes";

    /// <summary>Take away what was put there, and nothing else.</summary>
    public bool Remove { get; init; }
}
