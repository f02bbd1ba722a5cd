namespace EdgeProvision.Engine.Execution.Checks;

/// <summary>
/// Gives takers things that fit them, none to two of them, so that as many as possible have one: whoever finds all that fits taken asks the holders whether they can do with another one
/// (augmenting paths). Who has one keeps one, so that the last are those who go without.
/// </summary>
internal sealed class Matching
{
    private const int Nobody = -1;

    private readonly Func<int, int, bool> _fits;
    private readonly int[] _holders;

    private Matching(int things, Func<int, int, bool> fits)
    {
        _fits = fits;
        _holders = new int[things];
        Array.Fill(_holders, Nobody);
    }

    /// <summary>Who has what: the number of the thing by that of the taker, who is not in it without one.</summary>
    /// <param name="takers">How many takers there are.</param>
    /// <param name="things">How many things.</param>
    /// <param name="fits">Whether the taker of the first number can have the thing of the second.</param>
    public static IReadOnlyDictionary<int, int> Of(int takers, int things, Func<int, int, bool> fits)
    {
        var matching = new Matching(things, fits);
        for (var taker = 0; taker < takers; taker++)
            matching.Seat(taker, new bool[things]);
        return Enumerable.Range(0, things).Where(thing => matching._holders[thing] != Nobody).ToDictionary(thing => matching._holders[thing]);
    }

    private bool Seat(int taker, bool[] asked)
    {
        for (var thing = 0; thing < _holders.Length; thing++)
        {
            if (asked[thing] || !_fits(taker, thing))
                continue;
            asked[thing] = true;
            if (_holders[thing] != Nobody && !Seat(_holders[thing], asked))
                continue;
            _holders[thing] = taker;
            return true;
        }

        return false;
    }
}
