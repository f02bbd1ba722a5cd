namespace EdgeProvision.PowerShell.Tests.Examples;

/// <summary>What stands in the world of a documented script.</summary>
internal enum WorldKind
{
    /// <summary>The provision fosdem, ready.</summary>
    Standard,

    /// <summary>The same; the configuration of its first host has failed.</summary>
    FirstHostFailed,

    /// <summary>Nothing yet.</summary>
    Empty,

    /// <summary>The provision edge, which the original tool has made.</summary>
    Original,

    /// <summary>Nothing yet, and it is no sandbox's: providers are those of the user.</summary>
    OwnProviders,
}
