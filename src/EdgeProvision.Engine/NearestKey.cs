namespace EdgeProvision.Engine;

/// <summary>Finds the word that was probably meant: at most two edits away (a swap of neighbours is one), and fewer in short words.</summary>
public static class NearestKey
{
    private const int LongestKey = 64;
    private const int MostSeveral = 3;

    /// <summary>The nearest of the known words, or null where none is near. Case and the difference of hyphen and underscore do not count.</summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > LongestKey)
            return null;
        var plain = Plain(word);
        return known
            .Select(candidate => (candidate, distance: Distance(plain, Plain(candidate)), most: Most(candidate)))
            .Where(c => c.distance <= c.most)
            .OrderBy(c => c.distance)
            .ThenBy(c => c.candidate, StringComparer.Ordinal)
            .Select(c => c.candidate)
            .FirstOrDefault();
    }

    /// <summary>Things of which one of the words is near enough to be meant, nearest first; at most three.</summary>
    public static IReadOnlyList<T> Several<T>(string word, IEnumerable<T> known, Func<T, IEnumerable<string>> words)
    {
        if (word.Length is 0 or > LongestKey)
            return [];
        var plain = Plain(word);
        return [.. known
            .Select(item => (item, distance: words(item).Select(w => Distance(plain, Plain(w)) is var far && far <= Most(w) ? far : int.MaxValue).Min()))
            .Where(c => c.distance < int.MaxValue)
            .OrderBy(c => c.distance)
            .Take(MostSeveral)
            .Select(c => c.item)];
    }

    private static string Plain(string word) => word.ToLowerInvariant().Replace('-', '_');

    private static int Most(string candidate) => candidate.Length switch { <= 2 => 0, <= 5 => 1, _ => 2 };

    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 2)
            return int.MaxValue;
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var best = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    best = Math.Min(best, rows[i - 2, j - 2] + 1);
                rows[i, j] = best;
            }
        }
        return rows[a.Length, b.Length];
    }
}
