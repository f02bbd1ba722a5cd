using System.Text;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Ec2.Wire;

/// <summary>Names and values of a call: of a form in the body, or of the query.</summary>
internal static class FormText
{
    public static Dictionary<string, string> Read(HttpCall call) =>
        Read(call.Method == "POST" && call.Body.Length > 0 ? Encoding.UTF8.GetString(call.Body) : call.Query);

    public static Dictionary<string, string> Read(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Pairs(text))
            values[name] = value;
        return values;
    }

    public static IEnumerable<(string Name, string Value)> Pairs(string text)
    {
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0 ? (Decode(pair), "") : (Decode(pair[..equals]), Decode(pair[(equals + 1)..]));
        }
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
