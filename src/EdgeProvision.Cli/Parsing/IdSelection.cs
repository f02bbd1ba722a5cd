using System.Globalization;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Parsing;

/// <summary>
/// What <c>1,8..15,node1</c> means: ids, ranges of ids and names, separated by commas, each object once and in the order given.
/// </summary>
/// <param name="Ids">The ids meant, whether they exist or not.</param>
/// <param name="UnknownNames">Names that nothing has.</param>
internal sealed record IdSelection(IReadOnlyList<int> Ids, IReadOnlyList<string> UnknownNames)
{
    private const int LargestRange = 10_000;

    /// <summary>Reads a selection.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="find">The ids of the objects of a name.</param>
    /// <exception cref="EdgeException">It is empty, a range runs backwards or is absurdly long, or a name means several objects.</exception>
    public static IdSelection Parse(string text, Func<string, IReadOnlyList<int>> find)
    {
        var ids = new List<int>();
        var unknown = new List<string>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (TryRange(part, out var first, out var last))
            {
                if (last < first || last - (long)first >= LargestRange)
                    throw Invalid(text, $"The range {part} runs backwards or is too long.");
                ids.AddRange(Enumerable.Range(first, last - first + 1));
                continue;
            }

            var found = find(part);
            if (found.Count > 1)
                throw Invalid(text, $"The name {part} means several objects: {string.Join(", ", found)}.");
            if (found.Count == 1)
                ids.Add(found[0]);
            else
                unknown.Add(part);
        }

        if (ids.Count == 0 && unknown.Count == 0)
            throw Invalid(text, $"'{text}' names nothing.");
        return new IdSelection([.. ids.Distinct()], unknown);
    }

    private static bool TryRange(string part, out int first, out int last)
    {
        var dots = part.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
            return TryId(part, out first) & TryId(part, out last);
        return TryId(part[..dots].Trim(), out first) & TryId(part[(dots + 2)..].Trim(), out last);
    }

    private static bool TryId(string text, out int id) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);

    private static EdgeException Invalid(string text, string message) => new("IdsInvalid", ErrorKind.InvalidInput, message)
    {
        Target = text,
        RecommendedAction = "Give ids, ranges of ids or names, separated by commas: 1,8..15,node1",
    };
}
