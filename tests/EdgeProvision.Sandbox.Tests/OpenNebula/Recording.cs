using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

/// <summary>Reads the recordings beside the tests: exchanges with their answers, and tables of failures.</summary>
internal static partial class Recording
{
    internal static string PathOf(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Recorded", file);

    internal static IReadOnlyDictionary<string, RecordedExchange> Load(string file)
    {
        var exchanges = new Dictionary<string, RecordedExchange>();
        var lines = File.ReadAllLines(PathOf(file));
        for (var i = 0; i < lines.Length; i++)
        {
            if (Heading().Match(lines[i]) is { Success: true } heading)
            {
                var answer = lines[i + 1]["→ `".Length..].TrimEnd('`');
                string? body = null;
                if (answer.Contains("<XML below>", StringComparison.Ordinal))
                {
                    var from = Array.IndexOf(lines, "```xml", i) + 1;
                    body = string.Join('\n', lines[from..Array.IndexOf(lines, "```", from)]);
                }

                exchanges[heading.Groups[1].Value] = Answered(heading.Groups[1].Value, heading.Groups[2].Value, answer, body);
            }
            else if (Row().Match(lines[i]) is { Success: true } row)
            {
                var cells = row.Groups.Values.Skip(1).Select(g => g.Value.Trim()).ToList();
                var code = int.Parse(cells[3], CultureInfo.InvariantCulture);
                int? id = cells[4].Length == 0 ? null : int.Parse(cells[4], CultureInfo.InvariantCulture);
                exchanges.TryAdd(cells[0], new RecordedExchange(cells[0], cells[1], cells[2], code, id, cells[5], null));
            }
        }

        return exchanges;
    }

    private static RecordedExchange Answered(string title, string call, string answer, string? body)
    {
        var values = JsonDocument.Parse(answer).RootElement;
        return values[0].GetBoolean()
            ? new RecordedExchange(title, call, "true", 0, null, body is null ? values[1].ToString() : null, body)
            : new RecordedExchange(title, call, "false", values[2].GetInt32(), values[3].GetInt32(), values[1].GetString(), null);
    }

    [GeneratedRegex(@"^\*\*(.+)\*\* — `(.+)`$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| (.+?) \| `(.+?)` \| (true|false|fault) \| (-?\d+) \| ?(-?\d*) ?\| `(.*)` \|$")]
    private static partial Regex Row();
}
