using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Catalogs;

/// <summary>What a place has of a kind of machine.</summary>
/// <param name="Place">The word for the place.</param>
/// <param name="Hardware">The word for the kind.</param>
/// <param name="Level">How many.</param>
/// <param name="Available">How many exactly, where the service tells.</param>
public sealed record StockEntry(string Place, string Hardware, EdgeStock Level, int? Available);
