using System.Text;
using System.Text.RegularExpressions;

namespace EdgeProvision.Sandbox.Ec2.Wire;

/// <summary>Patterns of filters: <c>*</c> is any text, <c>?</c> one character, and a backslash takes either literally. Upper and lower case differ.</summary>
internal static class Glob
{
    public static Predicate<string> Of(string pattern)
    {
        var text = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            text.Append(pattern[i] switch
            {
                '*' => ".*",
                '?' => ".",
                '\\' when i + 1 < pattern.Length => Regex.Escape(pattern[++i].ToString()),
                var plain => Regex.Escape(plain.ToString()),
            });
        }

        var regex = new Regex(text.Append(@"\z").ToString(), RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
        return regex.IsMatch;
    }
}
