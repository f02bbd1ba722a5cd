using EdgeProvision.Engine.Observation;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Preparation;

/// <summary>A provision that is only looked at.</summary>
/// <param name="Observed">What stands; with the machines at the providers where the overlay's peers matter.</param>
/// <param name="Hosts">Those of its hosts that are asked about.</param>
/// <param name="Shown">The provision as users see it.</param>
/// <param name="HasDevices">True when the providers were asked for the machines.</param>
/// <param name="Secrets">Secrets kept with it.</param>
internal sealed record LookedAt(ObservedProvision Observed, IReadOnlyList<ObservedHost> Hosts, Provision Shown, bool HasDevices, IReadOnlyDictionary<string, string> Secrets);
