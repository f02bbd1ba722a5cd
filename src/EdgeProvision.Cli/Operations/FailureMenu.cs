using System.Globalization;
using EdgeProvision.Cli.Terminals;
using EdgeProvision.Engine.Operations;

namespace EdgeProvision.Cli.Operations;

/// <summary>The original's menu of what to do about failures: a number, a name or the beginning of one.</summary>
internal sealed class FailureMenu(bool canCleanUp, FailureAnswer byDefault)
{
    private readonly IReadOnlyList<FailureAnswer> _choices = canCleanUp
        ? [FailureAnswer.Quit, FailureAnswer.Retry, FailureAnswer.Skip, FailureAnswer.Cleanup]
        : [FailureAnswer.Quit, FailureAnswer.Retry, FailureAnswer.Skip];

    private FailureAnswer Default => _choices.Contains(byDefault) ? byDefault : FailureAnswer.Quit;

    /// <summary>Asks until the answer is understood; null at the end of the input, which leaves it to the options.</summary>
    public FailureAnswer? Ask(Messages messages, TextReader input)
    {
        for (var i = 0; i < _choices.Count; i++)
            messages.Write(string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {Word(_choices[i])}"));
        while (true)
        {
            messages.Ask($"Choose failover method: |{Word(Default)}| ");
            if (input.ReadLine() is not { } line)
                return null;
            if (Parse(line) is { } answer)
                return answer;
            messages.Write($"'{line.Trim()}' is none of {string.Join(", ", _choices.Select(Word))}.");
        }
    }

    /// <summary>The choice that a line means, or null.</summary>
    public FailureAnswer? Parse(string line)
    {
        var text = line.Trim().ToLowerInvariant();
        if (text.Length == 0)
            return Default;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number >= 1 && number <= _choices.Count ? _choices[number - 1] : null;
        var fitting = _choices.Where(c => Word(c).StartsWith(text, StringComparison.Ordinal)).ToList();
        return fitting.Count == 1 ? fitting[0] : null;
    }

    private static string Word(FailureAnswer answer) => answer.ToString().ToLowerInvariant();
}
