using System.Text;

namespace EdgeProvision.Engine.Setup;

/// <summary>The difference of two texts as <c>diff -u</c> shows it.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The difference; empty when there is none.</summary>
    /// <param name="path">The file, for the heading.</param>
    /// <param name="before">Null: there is no such file.</param>
    /// <param name="after">Null: there will be none.</param>
    public static string Of(string path, string? before, string? after)
    {
        if (before == after)
            return "";
        var lines = Compare(Lines(before), Lines(after));
        var text = new StringBuilder().Append("--- ").Append(before is null ? "/dev/null" : path).Append('\n').Append("+++ ").Append(after is null ? "/dev/null" : path).Append('\n');
        for (var at = 0; at < lines.Count;)
        {
            var first = lines.FindIndex(at, l => l.Sign != ' ');
            if (first < 0)
                break;
            var (from, last) = (Math.Max(at, first - Context), first);
            for (var i = first; i < lines.Count && i - last <= 2 * Context; i++)
            {
                if (lines[i].Sign != ' ')
                    last = i;
            }

            at = Math.Min(lines.Count, last + Context + 1);
            Append(text, lines, from, at);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, List<(char Sign, string Line)> lines, int from, int to)
    {
        var (left, right) = (lines.Take(from).Count(l => l.Sign != '+'), lines.Take(from).Count(l => l.Sign != '-'));
        var part = lines[from..to];
        var (removed, added) = (part.Count(l => l.Sign != '+'), part.Count(l => l.Sign != '-'));
        text.Append(FormattableString.Invariant($"@@ -{Start(left, removed)},{removed} +{Start(right, added)},{added} @@\n"));
        foreach (var (sign, line) in part)
            text.Append(sign).Append(line).Append('\n');
    }

    private static int Start(int before, int count) => count == 0 ? before : before + 1;

    private static string[] Lines(string? text) => text is null or "" ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    /// <summary>By the longest common sequence of lines, between what both begin and end with.</summary>
    private static List<(char Sign, string Line)> Compare(string[] before, string[] after)
    {
        var start = before.Zip(after).TakeWhile(p => p.First == p.Second).Count();
        var end = before.Skip(start).Reverse().Zip(after.Skip(start).Reverse()).TakeWhile(p => p.First == p.Second).Count();
        var (left, right) = (before[start..^end], after[start..^end]);
        var common = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
                common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        List<(char, string)> lines = [.. before[..start].Select(l => (' ', l))];
        for (int i = 0, j = 0; i < left.Length || j < right.Length;)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
                (lines, i, j) = (Add(lines, ' ', left[i]), i + 1, j + 1);
            else if (i < left.Length && (j == right.Length || common[i + 1, j] >= common[i, j + 1]))
                (lines, i) = (Add(lines, '-', left[i]), i + 1);
            else
                (lines, j) = (Add(lines, '+', right[j]), j + 1);
        }

        lines.AddRange(before[(before.Length - end)..].Select(l => (' ', l)));
        return lines;
    }

    private static List<(char, string)> Add(List<(char, string)> lines, char sign, string line)
    {
        lines.Add((sign, line));
        return lines;
    }
}
