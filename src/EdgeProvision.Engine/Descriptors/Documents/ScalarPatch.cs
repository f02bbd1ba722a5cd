using EdgeProvision.Engine.Descriptors.Yaml;
using EdgeProvision.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>Puts other single values into a YAML text and leaves all else of it as it is.</summary>
internal static class ScalarPatch
{
    /// <summary>The text with the values of the wanted document, or <c>null</c> when more has to change than single values on their own.</summary>
    /// <param name="text">The text.</param>
    /// <param name="read">The document that was read from it.</param>
    /// <param name="wanted">The document that is to be read from the answer.</param>
    public static string? Apply(string text, AttributeMap read, AttributeMap wanted)
    {
        var changes = new Dictionary<(int Line, int Column), string>();
        if (!Collect(read, wanted, changes))
            return null;
        if (changes.Count == 0)
            return text;
        if (Places(text, changes) is not { } places)
            return null;
        foreach (var (start, end, value) in places.OrderByDescending(p => p.Start))
            text = string.Concat(text.AsSpan(0, start), value, text.AsSpan(end));

        // Whatever the text does with the place (an alias, a flow collection): what counts is what is read.
        var bag = new DiagnosticBag();
        return DocumentText.Parse(text, null, bag) is { } again && !bag.HasErrors && again.Equals(wanted) ? text : null;
    }

    private static bool Collect(DescriptorValue read, DescriptorValue wanted, Dictionary<(int, int), string> changes)
    {
        switch (read, wanted)
        {
            case (AttributeMap one, AttributeMap other):
                return one.Entries.Count == other.Entries.Count
                    && one.Entries.Zip(other.Entries).All(pair => pair.First.Key == pair.Second.Key && Collect(pair.First.Value, pair.Second.Value, changes));
            case (DescriptorList one, DescriptorList other):
                return one.Items.Count == other.Items.Count && one.Items.Zip(other.Items).All(pair => Collect(pair.First, pair.Second, changes));
            case (DescriptorScalar one, DescriptorScalar other) when one.Kind == other.Kind && one.Reveal() == other.Reveal():
                return true;
            case (DescriptorScalar { Position: { Line: > 0 } at }, DescriptorScalar other):
                var value = YamlWriter.WriteScalar(other);
                return !changes.TryGetValue((at.Line, at.Column), out var known) ? changes.TryAdd((at.Line, at.Column), value) : known == value;
            default:
                return false;
        }
    }

    private static List<(int Start, int End, string Value)>? Places(string text, Dictionary<(int Line, int Column), string> changes)
    {
        var places = new List<(int, int, string)>();
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
        {
            if (parser.Current is not Scalar scalar || !changes.TryGetValue(((int)scalar.Start.Line, (int)scalar.Start.Column), out var value))
                continue;
            if (!scalar.Anchor.IsEmpty || !scalar.Tag.IsEmpty || scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
                return null;
            places.Add(((int)scalar.Start.Index, (int)scalar.End.Index, value));
        }

        return places.Count == changes.Count ? places : null;
    }
}
