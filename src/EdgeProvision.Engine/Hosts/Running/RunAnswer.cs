using System.Globalization;
using System.Text;

namespace EdgeProvision.Engine.Hosts.Running;

/// <summary>What start.sh decided.</summary>
/// <param name="Decision">The word after <c>@run</c>, or empty when there was no such line.</param>
/// <param name="First">First detail; empty when there is none.</param>
/// <param name="Second">Second detail.</param>
/// <param name="Third">Third detail.</param>
internal sealed record RunAnswer(string Decision, string First, string Second, string Third)
{
    /// <summary>Finds the answer among whatever else a login shell prints.</summary>
    public static RunAnswer Parse(string output)
    {
        foreach (string line in output.Split('\n'))
        {
            if (line.TrimEnd('\r').Split('\t') is ["@run", var decision, var first, var second, var third])
                return new(decision, Detail(first), Detail(second), Detail(third));
        }
        return new("", "", "", "");
    }

    /// <summary>The first detail as text that came in base64.</summary>
    public string DecodedFirst()
    {
        byte[] bytes = new byte[First.Length];
        return Convert.TryFromBase64String(First, bytes, out int length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }

    /// <summary>The third detail as seconds.</summary>
    public TimeSpan ThirdAsSeconds() =>
        TimeSpan.FromSeconds(int.TryParse(Third, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int seconds) ? Math.Max(0, seconds) : 0);

    private static string Detail(string text) => text == "-" ? "" : text;
}
