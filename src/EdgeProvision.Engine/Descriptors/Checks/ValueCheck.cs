using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Descriptors.Schema;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Checks;

/// <summary>Checks what a single value says: words of a closed set, words that are nearly usual ones, addresses.</summary>
internal sealed class ValueCheck(DiagnosticBag bag, DescriptorLoadOptions options)
{
    private static readonly char[] Separators = [',', ' ', '\t', '\n'];

    public void Check(DescriptorScalar scalar, KeyRule rule, string path)
    {
        // What a provision was made from may be older than these rules, and it stands.
        if (options.IsStored)
            return;
        var text = scalar.Reveal();
        CheckWord(scalar, text, rule, path);
        var parts = rule.HoldsSeveral ? text.Split(Separators, StringSplitOptions.RemoveEmptyEntries) : [text];
        if (parts.Where(part => part.Length > 0 || rule.NeverEmpty).Select(part => ValueFormats.Mistake(part, rule.Format)).FirstOrDefault(m => m is not null) is { } mistake)
            TellFormat(scalar, mistake, rule, path);
    }

    private void CheckWord(DescriptorScalar scalar, string text, KeyRule rule, string path)
    {
        if (rule.Allowed is { } allowed && !allowed.Contains(text, rule.Comparer) && !(options.AllowFakeDriver && text == "fake"))
            bag.Error("WrongValue", scalar.Position, path, $"{rule.Name} must be one of {string.Join(", ", allowed)}; here stands {Shown(scalar, text)}.", Meant(text, allowed));
        if (rule.Usual is { } usual && !usual.Contains(text, StringComparer.Ordinal) && NearestKey.Of(text, usual) is { } near && !scalar.IsSecret)
            bag.Warning("SimilarValue", scalar.Position, path, $"{rule.Name} is passed on as {Quoting.Short(text)}, but that looks much like {near}.", $"Did you mean {near}?");
    }

    private void TellFormat(DescriptorScalar scalar, Misreading mistake, KeyRule rule, string path)
    {
        var (here, advice) = scalar.IsSecret ? ("a secret that is not", null)
            : mistake.Word is { } word ? (Quoting.Short(word) + (mistake.Cause is { } cause ? $": {cause}" : ""), mistake.Advice)
            : ($"one that {mistake.Cause}", mistake.Advice);
        var message = $"{rule.Name} must be {ValueFormats.Name(rule.Format)}; here stands {here}.";
        if (rule.IsAdvice)
            bag.Warning("WrongValue", scalar.Position, path, message + " It is passed on as it is.", advice);
        else
            bag.Error("WrongValue", scalar.Position, path, message, advice);
    }

    private static string Shown(DescriptorScalar scalar, string text) => scalar.IsSecret ? "a secret that is not" : Quoting.Short(text);

    private static string? Meant(string text, IEnumerable<string> allowed) => NearestKey.Of(text, allowed) is { } nearest ? $"Did you mean {nearest}?" : null;
}
