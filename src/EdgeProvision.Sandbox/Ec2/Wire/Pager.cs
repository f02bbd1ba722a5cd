using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace EdgeProvision.Sandbox.Ec2.Wire;

/// <summary>Cuts lists into pages where the caller asks for it. A token names the entry that the next page comes after, so that it outlives changes of the list.</summary>
/// <param name="idName">The parameter by which entries are named; it does not go with pages.</param>
/// <param name="least">The fewest entries that may be asked for.</param>
/// <param name="most">The most.</param>
internal sealed class Pager(string idName, int least = 5, int most = 1000)
{
    /// <summary>Reads the wish and answers the page, in the order of the keys, with the token for the next one or null.</summary>
    public (IReadOnlyList<T> Items, XElement? NextToken) Cut<T>(Ec2Call call, IEnumerable<T> entries, Func<T, string> key)
    {
        var size = Size(call.Parameters);
        var after = After(call);
        call.Ready();
        var ordered = entries.OrderBy(key, StringComparer.Ordinal).SkipWhile(entry => after is not null && string.CompareOrdinal(key(entry), after) <= 0).ToList();
        if (size is not { } limit || ordered.Count <= limit)
            return (ordered, null);
        var page = ordered[..limit];
        return (page, Xml.Value("nextToken", Token(call, key(page[^1]))));
    }

    private static string Token(Ec2Call call, string last) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{call.Action} {last}"));

    private static string? After(Ec2Call call)
    {
        if (call.Parameters.Text("NextToken") is not { } token)
            return null;
        var start = $"{call.Action} ";
        var bytes = new byte[token.Length];
        var text = Convert.TryFromBase64String(token, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
        return text.StartsWith(start, StringComparison.Ordinal)
            ? text[start.Length..]
            : throw new Ec2RefusedException("InvalidNextToken", "The specified NextToken is not valid.");
    }

    private int? Size(ParameterSet parameters)
    {
        var size = parameters.Number("MaxResults");
        if (size is null)
            return null;
        if (parameters.Has(idName))
            throw Ec2RefusedException.Combination($"The parameter {idName} cannot be used with the parameter maxResults");
        if (size < least || size > most)
            throw Ec2RefusedException.Invalid("maxResults", size.Value.ToString(CultureInfo.InvariantCulture), $"Expecting a value between {least} and {most}.");
        return size;
    }
}
