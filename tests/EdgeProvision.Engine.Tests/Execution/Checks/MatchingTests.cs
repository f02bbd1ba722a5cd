using EdgeProvision.Engine.Execution.Checks;
using FsCheck.Xunit;

namespace EdgeProvision.Engine.Tests.Execution.Checks;

/// <summary>As many takers as possible have something that fits them.</summary>
public sealed class MatchingTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("-", 0)]
    [InlineData("0", 1)]
    [InlineData("01 0", 2)]
    [InlineData("01 02 0", 3)]
    [InlineData("01 12 23 0", 4)]
    [InlineData("0 0 1", 2)]
    [InlineData("01 01 01", 2)]
    public void Of_WhatFitsWhom_SeatsAsManyAsPossible(string fits, int seated) => Assert.Equal(seated, Seat(fits).Count);

    [Fact]
    public void Of_TooFew_TheLastGoWithout() => Assert.Equal([0, 1], Seat("01 01 0").Keys.Order());

    [Property]
    public void Of_AnyFits_IsAMatchingAsLargeAsTheLargest(bool[] cells)
    {
        const int Things = 4;
        var takers = Math.Min(cells.Length / Things, 5);
        bool Fits(int taker, int thing) => cells[taker * Things + thing];

        var had = Matching.Of(takers, Things, Fits);

        Assert.All(had, h => Assert.True(Fits(h.Key, h.Value)));
        Assert.Equal(had.Count, had.Values.Distinct().Count());
        Assert.Equal(Most(0, 0), had.Count);

        int Most(int taker, int taken) => taker == takers
            ? 0
            : Enumerable.Range(0, Things).Where(thing => Fits(taker, thing) && (taken & 1 << thing) == 0).Select(thing => 1 + Most(taker + 1, taken | 1 << thing)).Append(Most(taker + 1, taken)).Max();
    }

    /// <summary>A word for each taker: the numbers of the things that fit.</summary>
    private static IReadOnlyDictionary<int, int> Seat(string fits)
    {
        var takers = fits.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Matching.Of(takers.Length, 4, (taker, thing) => takers[taker].Contains((char)('0' + thing), StringComparison.Ordinal));
    }
}
