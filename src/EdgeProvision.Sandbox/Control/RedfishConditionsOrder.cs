namespace EdgeProvision.Sandbox.Control;

/// <summary>What a test wants of the machines that stand; what is left out stays as it is.</summary>
/// <param name="Resets">The reset actions that they offer.</param>
/// <param name="TellsResets">False: the list of actions is not told.</param>
/// <param name="IgnoresShutdown">True: orderly actions are accepted, and nothing happens.</param>
/// <param name="IgnoreNext">So many coming actions are accepted, and nothing happens.</param>
public sealed record RedfishConditionsOrder(IReadOnlyList<string>? Resets = null, bool? TellsResets = null, bool? IgnoresShutdown = null, int? IgnoreNext = null);
