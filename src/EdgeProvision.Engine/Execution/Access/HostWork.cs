using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>
/// What an operation knows of one host while it works on it. Changed only by the steps of that host's pipeline, one after the other, so that
/// nothing is read again that was just written.
/// </summary>
public sealed class HostWork
{
    /// <summary>Begins with what the descriptor wants and what the front-end shows; either may be missing.</summary>
    public HostWork(string key, DescriptorHost? desired, ObservedHost? observed)
    {
        Key = key;
        Desired = desired;
        Driver = desired?.Driver ?? observed?.Driver ?? "";
        if (observed is null)
            return;
        HostId = observed.Id;
        Name = observed.Name;
        Template = observed.Template;
        Request = observed.Request;
        DeviceId = observed.DeviceId;
        Power = observed.Power;
        SshHostKey = observed.SshHostKey;
        Fingerprint = observed.Fingerprint;
        WasConfigured = observed.WasConfigured;
        WasOffline = observed.IsOffline;
        WasDisabled = observed.State is 4 or 7;
        Address = observed.Address;
    }

    /// <summary>Member key.</summary>
    public string Key { get; }

    /// <summary>What the descriptor wants, or null when the operation has none.</summary>
    public DescriptorHost? Desired { get; }

    /// <summary>Driver's name.</summary>
    public string Driver { get; }

    /// <summary>OpenNebula id, -1 before it is registered.</summary>
    public int HostId { get; set; } = -1;

    /// <summary>OpenNebula name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The template as it was last read or written.</summary>
    public AttributeTree Template { get; set; } = AttributeTree.Empty;

    /// <summary>State of the purchase.</summary>
    public HostRequest? Request { get; set; }

    /// <summary>True when this very operation wrote the claim: no earlier request can be under way.</summary>
    public bool IsFreshlyClaimed { get; set; }

    /// <summary>The recorded device id.</summary>
    public string? DeviceId { get; set; }

    /// <summary>The device as last seen.</summary>
    public Device? Device { get; set; }

    /// <summary>What its power is meant to be.</summary>
    public HostPower Power { get; set; } = HostPower.On;

    /// <summary>Pinned host key.</summary>
    public string? SshHostKey { get; set; }

    /// <summary>Configuration that it has.</summary>
    public string? Fingerprint { get; set; }

    /// <summary>True when a configuration ever succeeded.</summary>
    public bool WasConfigured { get; set; }

    /// <summary>True while its last configuration stands as succeeded: only then OpenNebula may use it.</summary>
    public bool IsConfigured => Template.Text("PROVISION_CONFIGURATION_STATUS") == "configured";

    /// <summary>True when it was offline before the operation: what a refused removal restores.</summary>
    public bool WasOffline { get; private set; }

    /// <summary>True when it was disabled before the operation.</summary>
    public bool WasDisabled { get; private set; }

    /// <summary>Where it is reached, once known.</summary>
    public string? Address { get; set; }

    /// <summary>An open channel that later steps of the same host use again.</summary>
    public IHostChannel? Channel { get; set; }

    /// <summary>What the host said of itself.</summary>
    public HostFacts? Facts { get; set; }

    /// <summary>The host is gone from OpenNebula and its machine from the provider: what comes under its key is another one.</summary>
    public void Forget()
    {
        HostId = -1;
        Name = "";
        Template = AttributeTree.Empty;
        Request = null;
        DeviceId = null;
        Device = null;
        Power = HostPower.On;
        SshHostKey = null;
        Fingerprint = null;
        WasConfigured = WasOffline = WasDisabled = false;
        Address = null;
        Channel = null;
        Facts = null;
    }

    /// <inheritdoc/>
    public override string ToString() => Key;
}
