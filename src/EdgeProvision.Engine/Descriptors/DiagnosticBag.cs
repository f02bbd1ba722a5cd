using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>Gathers what is found in a descriptor, so that all of it can be told at once. The same thing is told once.</summary>
internal sealed class DiagnosticBag
{
    // Nobody reads more, and a 10 MB document of nothing but unknown keys must not become a 100 MB message.
    private const int Most = 200;

    private readonly List<Diagnostic> _all = [];
    private readonly HashSet<Diagnostic> _seen = [];
    private int _left;

    public bool HasErrors { get; private set; }

    public void Error(string code, DescriptorPosition at, string path, string message, string? suggestion = null) =>
        Add(DiagnosticSeverity.Error, code, at, path, message, suggestion);

    public void Warning(string code, DescriptorPosition at, string path, string message, string? suggestion = null) =>
        Add(DiagnosticSeverity.Warning, code, at, path, message, suggestion);

    /// <summary>All of it: files in the order in which they were first mentioned, then by line and column.</summary>
    public IReadOnlyList<Diagnostic> ToList()
    {
        var files = _all.Select(d => d.File).Distinct().ToList();
        var sorted = _all.OrderBy(d => files.IndexOf(d.File)).ThenBy(d => d.Line).ThenBy(d => d.Column).ToList();
        if (_left > 0)
        {
            sorted.Add(new Diagnostic
            {
                Severity = DiagnosticSeverity.Warning,
                Code = "MoreDiagnostics",
                Message = FormattableString.Invariant($"{_left} more are not shown."),
            });
        }
        return sorted;
    }

    private void Add(DiagnosticSeverity severity, string code, DescriptorPosition at, string path, string message, string? suggestion)
    {
        HasErrors |= severity == DiagnosticSeverity.Error;
        if (_all.Count >= Most)
        {
            // An error must never be crowded out by warnings.
            var warning = severity == DiagnosticSeverity.Error ? _all.FindLastIndex(d => d.Severity == DiagnosticSeverity.Warning) : -1;
            _left++;
            if (warning < 0)
                return;
            _all.RemoveAt(warning);
        }
        var diagnostic = new Diagnostic
        {
            Severity = severity,
            Code = code,
            File = at.File,
            Line = at.Line,
            Column = at.Column,
            Path = at.KeyPath is { } written && !path.StartsWith(written, StringComparison.Ordinal) ? written : path,
            Message = message,
            Suggestion = suggestion,
        };
        // A value in `defaults` is looked at once per host: where it was written says whether it is the same.
        if (_seen.Add(diagnostic with { Path = at.KeyPath ?? "" }))
            _all.Add(diagnostic);
    }
}
