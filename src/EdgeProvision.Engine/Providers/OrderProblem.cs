using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers;

/// <summary>Why an order would be refused.</summary>
/// <param name="Host">The host's key.</param>
/// <param name="Key">The key of its provision section that is to blame.</param>
/// <param name="Error">What is wrong, and what to do.</param>
public sealed record OrderProblem(string Host, string Key, EdgeException Error);
