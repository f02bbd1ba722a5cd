namespace EdgeProvision.Engine.Providers.Redfish;

/// <summary>A machine as its service shows it.</summary>
/// <param name="PowerState">The service's word for its power.</param>
/// <param name="ResetPath">Where its reset action is asked for.</param>
/// <param name="Resets">The actions that it offers; null where that is not told.</param>
internal sealed record RedfishSystem(string? PowerState, string ResetPath, IReadOnlyList<string>? Resets);
