namespace EdgeProvision.Engine.Descriptors.Schema;

/// <summary>
/// What a section of the descriptor may hold. These tables are the only place where keys are listed: the checks, the list of secrets and the
/// JSON schema all come from them.
/// </summary>
internal sealed class KeyTable
{
    private readonly Dictionary<string, KeyRule> _rules;

    public KeyTable(string title, bool closed, params KeyRule[] rules)
    {
        Title = title;
        Closed = closed;
        Rules = rules;
        _rules = rules.ToDictionary(rule => rule.Name, StringComparer.Ordinal);
    }

    /// <summary>What the section is, as a message names it.</summary>
    public string Title { get; }

    /// <summary>True when other keys are errors; else they are passed on as they are.</summary>
    public bool Closed { get; }

    public IReadOnlyList<KeyRule> Rules { get; }

    /// <summary>Of each of these sets one key must be given.</summary>
    public IReadOnlyList<IReadOnlyList<string>> OneOf { get; init; } = [];

    /// <summary>Of each of these sets only one key may be given: they would say the same thing twice.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Exclusive { get; init; } = [];

    public KeyRule? Find(string key) => _rules.GetValueOrDefault(key);

    /// <summary>The known key nearest to one that is not known, if it is near enough to be a slip.</summary>
    public string? Nearest(string key) => NearestKey.Of(key, Rules.Where(rule => rule is { Means: null, NotYet: false }).Select(rule => rule.Name));
}
