using EdgeProvision.Sandbox.OpenNebula.Drivers;

namespace EdgeProvision.Sandbox.OpenNebula;

/// <summary>What an emulated front-end is made of. Everything but the password has the value of a stock installation.</summary>
public sealed record FrontEndOptions
{
    /// <summary>The release that is played.</summary>
    public FrontEndRelease Release { get; init; } = FrontEndRelease.V6_10;

    /// <summary>The first administrator's name (uid 0).</summary>
    public string UserName { get; init; } = "oneadmin";

    /// <summary>The first administrator's password.</summary>
    public required string Password { get; init; }

    /// <summary>The public SSH key that <c>one.user.info</c> shows for the first administrator; empty for none.</summary>
    public string SshPublicKey { get; init; } = "";

    /// <summary>All waiting is done on it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Published in <c>one.system.config</c> as <c>EDGEPROVISION_SANDBOX=[…]</c>; empty: no such attribute, like a real front-end.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> SandboxAttribute { get; init; } = [];

    /// <summary>The IPAM drivers other than <c>dummy</c>.</summary>
    public IAddressRegistry AddressRegistry { get; init; } = new SilentRegistry();

    /// <summary>The hooks for virtual machines, or null for none.</summary>
    public IMachineHooks? MachineHooks { get; init; }

    /// <summary>The monitoring drivers.</summary>
    public IHostMonitor HostMonitor { get; init; } = new NobodyAnswers();

    /// <summary>The encryption key (<c>ONE_KEY</c>). Empty: nothing is encrypted.</summary>
    public string OneKey { get; init; } = "c2FuZGJveC1lbmNyeXB0aW9uLWtleS0wMDAwMDAwMDA=";

    /// <summary>The IPAM drivers configured: the list after <c>-i</c> of IPAM_MAD.</summary>
    public IReadOnlyList<string> IpamDrivers { get; init; } = ["dummy", "packet"];

    /// <summary>Lists of encrypted attributes by kind (<c>HOST</c>, <c>VNET</c>, …) in place of the release's own.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? EncryptedAttributes { get; init; }

    /// <summary>The zone's endpoint, as it calls itself.</summary>
    public string Endpoint { get; init; } = "http://localhost:2633/RPC2";

    /// <summary>How long a network stays in LOCK_CREATE (not on 5.10).</summary>
    public TimeSpan NetworkCreation { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a network stays in LOCK_DELETE (not on 5.10).</summary>
    public TimeSpan NetworkDeletion { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>After that time the daemon stops waiting for an IPAM driver.</summary>
    public TimeSpan IpamTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>From enabling a host to its first monitoring.</summary>
    public TimeSpan FirstMonitoring { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From one monitoring to the next.</summary>
    public TimeSpan MonitoringInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A host that never answered stays in INIT that long, then it is in ERROR.</summary>
    public TimeSpan MonitoringPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long images take to be made or deleted, and machines to start or go away.</summary>
    public TimeSpan DriverLatency { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Hides the password and the key.</summary>
    public override string ToString() => $"front-end {Release} for {UserName}";
}
