namespace EdgeProvision.Cli.Parsing;

/// <summary>Options may stand anywhere, before the command too; the parser wants the command first.</summary>
internal static class WordOrder
{
    /// <summary>Moves the command's words to the front; the rest keeps its order.</summary>
    /// <param name="arguments">As typed.</param>
    /// <param name="commands">Every command, with its second words if it has some.</param>
    public static IReadOnlyList<string> CommandFirst(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, IReadOnlySet<string>> commands)
    {
        if (arguments.Count == 0 || !IsOption(arguments[0]))
            return Group(arguments, commands);
        for (var i = 0; i < arguments.Count && arguments[i] != "--"; i++)
        {
            if (commands.ContainsKey(arguments[i]))
                return Group([arguments[i], .. arguments.Take(i), .. arguments.Skip(i + 1)], commands);
        }

        return arguments;
    }

    /// <summary>Brings the second word behind the first.</summary>
    private static IReadOnlyList<string> Group(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, IReadOnlySet<string>> commands)
    {
        if (arguments.Count < 3 || !commands.TryGetValue(arguments[0], out var seconds) || seconds.Count == 0 || !IsOption(arguments[1]))
            return arguments;
        for (var i = 1; i < arguments.Count && arguments[i] != "--"; i++)
        {
            if (seconds.Contains(arguments[i]))
                return [arguments[0], arguments[i], .. arguments.Skip(1).Take(i - 1), .. arguments.Skip(i + 1)];
        }

        return arguments;
    }

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-';
}
