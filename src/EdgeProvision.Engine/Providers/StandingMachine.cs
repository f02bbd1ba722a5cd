namespace EdgeProvision.Engine.Providers;

/// <summary>
/// A machine that stands already, as front-end and descriptor name it: what a driver without a service knows its machines from, and how their power is changed.
/// </summary>
/// <param name="Hostname">The host's name in the descriptor.</param>
/// <param name="Keys">The host's provision section, keys in lower case, without the driver's name and secrets.</param>
/// <param name="Secrets">Its secrets by descriptor key; never printed.</param>
public sealed record StandingMachine(string Hostname, IReadOnlyDictionary<string, string> Keys, IReadOnlyDictionary<string, string> Secrets)
{
    /// <summary>The key of the host that it is, or null for a host of another tool.</summary>
    public string? EdgeKey { get; init; }

    /// <summary>Its id as it stands at the host; null for one that is only wanted yet.</summary>
    public string? DeviceId { get; init; }

    /// <summary>The address that the host is called by, once it has one.</summary>
    public string? Address { get; init; }

    /// <summary>True when its power was last meant to be off.</summary>
    public bool IsMeantOff { get; init; }

    /// <summary>Hides the secrets.</summary>
    public override string ToString() => Hostname;
}
