using EdgeProvision.Model;

namespace EdgeProvision.Cli.Json;

/// <summary>What became of one object that was to be deleted.</summary>
/// <param name="Name">The id or name that was given.</param>
/// <param name="Deleted">True when it is gone.</param>
/// <param name="Error">Why it is not, or null.</param>
internal sealed record ObjectDocument(string Name, bool Deleted, EdgeException? Error);
