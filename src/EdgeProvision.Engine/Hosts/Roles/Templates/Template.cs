using System.Text;
using EdgeProvision.Engine.Hosts.Roles.Expressions;

namespace EdgeProvision.Engine.Hosts.Roles.Templates;

/// <summary>
/// A text with values in it: <c>{{ value }}</c>, <c>{{ if condition }} … {{ else }} … {{ end }}</c>, <c>{{ for item in list }} … {{ end }}</c>.
/// A line that holds nothing but an <c>if</c>, <c>else</c>, <c>for</c> or <c>end</c> leaves no line behind.
/// </summary>
internal sealed class Template
{
    private readonly IReadOnlyList<TemplatePart> _parts;

    /// <summary>Makes a template of parsed parts.</summary>
    public Template(IReadOnlyList<TemplatePart> parts) => _parts = parts;

    /// <summary>The names that it uses.</summary>
    public IEnumerable<(string Name, SourcePosition Position)> Names => _parts.SelectMany(p => p.Names);

    /// <summary>The value itself, when the template is a single <c>{{ value }}</c>: a list stays a list. Else the text.</summary>
    public object? Value(IScope scope) => _parts is [TemplatePart.Value single] ? single.Of.Evaluate(scope) : Text(scope);

    /// <summary>The text with everything filled in.</summary>
    public string Text(IScope scope)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
            part.Write(text, scope);
        return text.ToString();
    }
}
