using System.CommandLine;
using System.CommandLine.Parsing;
using EdgeProvision.Engine;

namespace EdgeProvision.Cli.Parsing;

/// <summary>What is wrong with a command line, and what was probably meant.</summary>
internal static class Mistakes
{
    /// <summary>Everything that is wrong with the arguments of a command; empty when nothing is.</summary>
    public static IReadOnlyList<string> In(ParseResult parsed)
    {
        var unknown = UnknownOptions(parsed);
        if (unknown.Count == 0)
            return [.. parsed.Errors.Select(e => e.Message)];

        // The words behind an unknown option may be its value: complaining about them too would hide what is wrong.
        var others = parsed.Errors.Where(e => e.SymbolResult is not CommandResult || !parsed.UnmatchedTokens.Any(t => e.Message.Contains($"'{t}'", StringComparison.Ordinal)));
        return [.. unknown.Select(option => $"There is no option '{option}'.{Meant(option, Options(parsed))}"), .. others.Select(e => e.Message)];
    }

    /// <summary>
    /// Why there is no command to run, or null where there is one, or help alone is wanted. The parser passes over a word that it does not know when a
    /// command comes later: <c>datastor list</c> is not <c>list</c>.
    /// </summary>
    public static string? Command(ParseResult parsed)
    {
        var last = parsed.Tokens.ToList().FindLastIndex(t => t.Type == TokenType.Command);
        var path = parsed.Tokens.TakeWhile(t => t.Type == TokenType.Command).Select(t => t.Value).ToList();
        var between = parsed.Tokens.Take(last + 1).Skip(path.Count).FirstOrDefault(t => t.Type == TokenType.Argument);
        if (between is null && (parsed.CommandResult.Command.Action is not null || parsed.UnmatchedTokens.Count == 0))
            return null;
        var at = path.Aggregate(parsed.RootCommandResult.Command, (command, word) => command.Subcommands.First(c => c.Name == word));
        var known = at.Subcommands.Select(c => string.Join(' ', [.. path, c.Name])).ToList();
        var unknown = (between is not null ? [between.Value] : parsed.UnmatchedTokens.Where(t => !IsOption(t)).DefaultIfEmpty(parsed.UnmatchedTokens[0]))
            .Select(word => string.Join(' ', [.. path, word])).ToList();

        // Options, and their values, may stand before the command: of several words the one that looks like a command is meant.
        var words = unknown.FirstOrDefault(w => Meant(w, known).Length > 0) ?? unknown[0];
        return Meant(words, known) is { Length: > 0 } meant ? $"There is no command '{words}'.{meant}" : $"There is no command '{words}'";
    }

    /// <summary>The parser takes what looks like an option, and is none, for an argument where one is missing: <c>create --dryrun</c>.</summary>
    private static List<string> UnknownOptions(ParseResult parsed)
    {
        var plain = parsed.Tokens.SkipWhile(t => t.Type != TokenType.DoubleDash).ToHashSet(ReferenceEqualityComparer.Instance);
        var arguments = parsed.CommandResult.Children.OfType<ArgumentResult>()
            .Where(a => !a.Argument.CaptureRemainingTokens)
            .SelectMany(a => a.Tokens)
            .Where(t => !plain.Contains(t))
            .Select(t => t.Value);
        return [.. parsed.UnmatchedTokens.Concat(arguments).Where(IsOption).Select(word => word.Split('=')[0]).Distinct()];
    }

    private static IEnumerable<string> Options(ParseResult parsed)
    {
        for (var at = (SymbolResult?)parsed.CommandResult; at is not null; at = at.Parent)
        {
            foreach (var option in ((CommandResult)at).Command.Options.Where(o => at == parsed.CommandResult || o.Recursive))
                yield return option.Name;
        }
    }

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-';

    /// <summary>Half a sentence, or nothing: a word within two edits, else the only one that begins as what was typed.</summary>
    private static string Meant(string word, IEnumerable<string> known)
    {
        var words = known.ToList();
        var begun = words.Where(k => word.Length > 3 && k.StartsWith(word, StringComparison.Ordinal)).ToList();
        var meant = words.FirstOrDefault(k => Bare(k) == NearestKey.Of(Bare(word), words.Select(Bare))) ?? (begun.Count == 1 ? begun[0] : null);
        return meant is null ? "" : $" Did you mean '{meant}'?";
    }

    private static string Bare(string word) => word.TrimStart('-').Replace('-', '_');
}
