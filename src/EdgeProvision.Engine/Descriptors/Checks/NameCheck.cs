using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Checks;

/// <summary>Names that OpenNebula would refuse are refused here, before anything is created.</summary>
internal sealed class NameCheck(DiagnosticBag bag)
{
    private const string Refused = "&|:\\\";/'#{}$<>";
    private const int Longest = 128;

    /// <summary>Checks the name of something that becomes an object of OpenNebula; references in it must be filled in as far as they are known.</summary>
    public void Check(DescriptorScalar? scalar, string evaluated, string what, string path)
    {
        if (scalar is null or { IsMasked: true })
            return;
        if (scalar.Origin is not null)
        {
            bag.Error("EnvironmentInName", scalar.Position, path, $"The {what} takes a value from the environment ({scalar.Origin}); names are stored and shown, and must be the same on every machine.", "Write the name out.");
            return;
        }
        if (scalar.IsSecret)
        {
            bag.Error("SecretInName", scalar.Position, path, $"The {what} is a secret; names are stored and shown.", "Write the name as plain text.");
            return;
        }
        // What a reference brings is not known yet; the rest of the text is.
        var text = string.Concat(TryParts(evaluated).OfType<TemplateLiteral>().Select(literal => literal.Text));
        var wrong = text.FirstOrDefault(c => Refused.Contains(c, StringComparison.Ordinal) || char.IsControl(c));
        if (wrong != default || text.Contains('\0', StringComparison.Ordinal))
        {
            var shown = char.IsControl(wrong) ? FormattableString.Invariant($"U+{(int)wrong:X4}") : wrong.ToString();
            bag.Error("NameRefused", scalar.Position, path, $"The {what} {Quoting.Short(evaluated)} holds the character {shown}, which OpenNebula refuses. Not allowed are control characters and {Refused}");
        }
        else if (evaluated.Length > Longest)
        {
            bag.Error("NameRefused", scalar.Position, path, FormattableString.Invariant($"The {what} {Quoting.Short(evaluated)} is {evaluated.Length} characters long; OpenNebula takes {Longest}."));
        }
        else if (string.IsNullOrWhiteSpace(evaluated))
        {
            bag.Error("NameRefused", scalar.Position, path, $"The {what} is empty.");
        }
    }

    private static IReadOnlyList<TemplatePart> TryParts(string text)
    {
        try
        {
            return TemplateText.Parse(text).Parts;
        }
        catch (TemplateSyntaxException)
        {
            // Told by the template check.
            return [];
        }
    }
}
