namespace EdgeProvision.Engine.Providers;

/// <summary>An order of a machine that is going to be given.</summary>
/// <param name="Host">The host's key.</param>
/// <param name="Keys">Its provision section, without what is secret; lists joined by commas, empty where it is not known yet.</param>
/// <param name="IsUnderWay">True when an earlier run may have given it: its machine may have by now what the order names.</param>
public sealed record PlannedOrder(string Host, IReadOnlyDictionary<string, string> Keys, bool IsUnderWay);
