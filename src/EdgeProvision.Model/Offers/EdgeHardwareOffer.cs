namespace EdgeProvision.Model;

/// <summary>A kind of machine at one place.</summary>
/// <param name="Location">The place's word in descriptors.</param>
/// <param name="HourlyPrice">The price of an hour there, or null.</param>
/// <param name="Stock">How many there are.</param>
/// <param name="Available">How many exactly, where the provider tells; else null.</param>
public sealed record EdgeHardwareOffer(string Location, decimal? HourlyPrice, EdgeStock Stock, int? Available)
{
    /// <summary>For example <c>ams1 (Limited)</c>.</summary>
    public override string ToString() => Stock == EdgeStock.Unknown ? Location : $"{Location} ({Stock})";
}
