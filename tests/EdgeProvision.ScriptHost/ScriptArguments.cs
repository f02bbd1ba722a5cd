using System.Management.Automation;

namespace EdgeProvision.ScriptHost;

/// <summary>
/// The words after the script's path. A word like <c>-Keep</c> names a parameter, and takes the next word as its value unless that names
/// a parameter, too; <c>-Keep:value</c> says it in one word. This host cannot see which parameters are switches.
/// </summary>
internal sealed record ScriptArguments(IReadOnlyList<KeyValuePair<string, string?>> Named, IReadOnlyList<string> Positional)
{
    public static ScriptArguments Parse(IReadOnlyList<string> words)
    {
        List<KeyValuePair<string, string?>> named = [];
        List<string> positional = [];
        for (var i = 0; i < words.Count; i++)
        {
            if (!IsName(words[i]))
                positional.Add(words[i]);
            else if (words[i].Split(':', 2) is [var name, var value])
                named.Add(new(name[1..], value));
            else if (i + 1 < words.Count && !IsName(words[i + 1]))
                named.Add(new(words[i][1..], words[++i]));
            else
                named.Add(new(words[i][1..], null));
        }

        return new ScriptArguments(named, positional);
    }

    public void AddTo(PowerShell shell)
    {
        foreach (var (name, value) in Named)
        {
            if (value is null)
                shell.AddParameter(name);
            else
                shell.AddParameter(name, value);
        }

        foreach (var value in Positional)
            shell.AddArgument(value);
    }

    private static bool IsName(string word) => word.Length > 1 && word[0] == '-' && char.IsAsciiLetter(word[1]);
}
