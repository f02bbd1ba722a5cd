namespace EdgeProvision.Engine.Hosts.Roles;

/// <summary>What somebody may have meant.</summary>
internal static class NearNames
{
    /// <summary>Known names within two edits (three for long names) of a name that is not known, nearest first; at most three.</summary>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> known) =>
        [.. known.Distinct(StringComparer.Ordinal)
            .Select(k => (Name: k, Distance: Distance(name, k)))
            .Where(k => k.Distance <= (name.Length > 15 ? 3 : 2) || EndsAlike(name, k.Name))
            .OrderBy(k => k.Distance).ThenBy(k => k.Name, StringComparer.Ordinal)
            .Select(k => k.Name).Take(3)];

    /// <summary>A half sentence for a message: empty, or <c> Did you mean 'a' or 'b'?</c></summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        var near = Of(name, known);
        return near.Count == 0 ? string.Empty : $" Did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?";
    }

    /// <summary>A variable whose prefix was forgotten: <c>param_nested</c> for <c>opennebula_node_kvm_param_nested</c>.</summary>
    private static bool EndsAlike(string name, string known) => name.Length >= 5 && known.EndsWith("_" + name, StringComparison.Ordinal);

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }

        return row[b.Length];
    }
}
