using System.Text.RegularExpressions;

namespace EdgeProvision.Model;

/// <summary>One thing that is wrong or doubtful in a descriptor.</summary>
public sealed partial record Diagnostic
{
    /// <summary>How bad it is.</summary>
    public required DiagnosticSeverity Severity { get; init; }

    /// <summary>A stable identifier in PascalCase, for example <c>UnknownKey</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The file, or <c>null</c> for text that came from no file.</summary>
    public string? File { get; init; }

    /// <summary>Line, from 1; 0 when unknown.</summary>
    public int Line { get; init; }

    /// <summary>Column, from 1; 0 when unknown.</summary>
    public int Column { get; init; }

    /// <summary>The place in the document, for example <c>hosts[1].provision.os</c>. May be empty.</summary>
    public string Path { get; init; } = "";

    /// <summary>What was found and what is allowed, in whole sentences. Never a secret.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it, or <c>null</c>.</summary>
    public string? Suggestion { get; init; }

    /// <summary>One line: <c>file:line:column: error Code: message suggestion</c>; it begins with the path where there is no file.</summary>
    public override string ToString()
    {
        var position = new DescriptorPosition(File, Line, Column) { KeyPath = Path.Length > 0 ? Path : null };
        var severity = Severity == DiagnosticSeverity.Error ? "error" : "warning";
        return $"{position}: {severity} {Code}: {Message}{(Suggestion is null ? "" : " " + Suggestion)}";
    }

    /// <summary>Such a line without the word for its severity, for whoever prints that word in front of it; any other text as it is.</summary>
    public static string WithoutSeverity(string line) => Form().Replace(line, "${at}${rest}", 1);

    [GeneratedRegex(@"\A(?<at>[^\n]*?: )(?:error|warning) (?<rest>[A-Z][A-Za-z]*: )", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
