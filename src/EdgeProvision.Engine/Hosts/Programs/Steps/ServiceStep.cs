namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>A systemd unit.</summary>
/// <param name="Role">The role it belongs to.</param>
/// <param name="Title">What it is for.</param>
/// <param name="Unit">The unit's name.</param>
/// <param name="Enabled">True: starts at boot; false: does not; null: as it is.</param>
/// <param name="State">What is wanted now.</param>
/// <param name="Optional">True when a host without that unit is fine.</param>
public sealed record ServiceStep(string Role, string Title, string Unit, bool? Enabled, ServiceState State, bool Optional) : HostStep(Role, Title);
