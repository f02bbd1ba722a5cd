using System.Text.RegularExpressions;
using EdgeProvision.PowerShell.Tests.Hosting;

namespace EdgeProvision.PowerShell.Tests.Pipelines;

/// <summary>
/// A ready CI file of <c>examples/ci</c>, read by its indentation as far as a test needs it: which steps there are and what each runs. Nothing is
/// understood beyond what these two files use.
/// </summary>
internal sealed partial class PipelineFile
{
    private readonly string[] _lines;

    public PipelineFile(string name)
    {
        _lines = File.ReadAllLines(Path.Combine(StagedModule.Repository, "examples", "ci", name));
        Text = string.Join('\n', _lines);
        Steps = [.. Enumerable.Range(0, _lines.Length).Where(i => ScriptKey().IsMatch(_lines[i])).Select(Read)];
    }

    public string Text { get; }

    /// <summary>All steps that run a script, in the file's order.</summary>
    public IReadOnlyList<PipelineStep> Steps { get; }

    /// <summary>The value that the file itself gives to a variable of all steps.</summary>
    public string? Variable(string name) =>
        Regex.Match(Text, $@"(?m)^(?:  {name}: (.+)|  - name: {name}\n    value: (.+))$") is { Success: true } found ? found.Groups[1].Value + found.Groups[2].Value : null;

    private PipelineStep Read(int at)
    {
        var key = ScriptKey().Match(_lines[at]);
        var indent = key.Groups[1].Length + key.Groups[2].Length;
        var first = at;
        while (Indent(first) >= indent || _lines[first].Length == 0)
            first--;
        if (key.Groups[2].Length > 0)
            first = at;
        var last = at + 1;
        while (last < _lines.Length && (_lines[last].Length == 0 || Indent(last) >= indent))
            last++;

        // From the line that begins the item to the last that is indented like its keys.
        var script = _lines[(at + 1)..last].TakeWhile(l => l.Length == 0 || l.Length - l.TrimStart().Length > indent).ToList();
        var margin = script.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
        var step = string.Join('\n', _lines[first..last]);
        var names = Regex.Match(step, @"(?m)^[ -]*(?:name|displayName): (.+)$");
        var environment = Regex.Match(step, $@"(?m)^ {{{indent}}}env:\n((?: {{{indent + 2}}}\w+: .*\n?)+)");
        return new PipelineStep(
            names.Groups[1].Value,
            string.Join('\n', script.Select(l => l.Length == 0 ? l : l[margin..])),
            environment.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(':', 2)).ToDictionary(l => l[0].Trim(), l => l[1].Trim()));
    }

    private int Indent(int line) => _lines[line].Length - _lines[line].TrimStart().Length;

    [GeneratedRegex(@"^( *)(- )?(?:run|pwsh): \|$")]
    private static partial Regex ScriptKey();
}
