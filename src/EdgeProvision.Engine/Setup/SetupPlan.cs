using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Setup;

/// <summary>What a setup changes.</summary>
public sealed class SetupPlan
{
    internal SetupPlan(IReadOnlyList<SetupFile> files, IReadOnlyList<AttributeTree> hooks, IReadOnlyList<HookObject> gone, string? note)
    {
        (Files, Hooks, Gone, Note) = (files, hooks, gone, note);
        Differences =
        [
            .. files.Select(f => UnifiedDiff.Of(f.Path, f.Before, f.After)),
            .. hooks.Select(h => $"+ hook {h.Text("NAME")}\n{string.Join("", TemplateWriter.Write(h).Split('\n').Select(l => $"+   {l}\n"))}"),
            .. gone.Select(h => FormattableString.Invariant($"- hook {h.Id} ({h.Name})\n")),
        ];
    }

    /// <summary>True when everything is as it is to be.</summary>
    public bool IsEmpty => Differences.Count == 0;

    /// <summary>What changes, a text for each file and hook: files as <c>diff -u</c> shows them.</summary>
    public IReadOnlyList<string> Differences { get; }

    /// <summary>What the user has to do besides, or null.</summary>
    public string? Note { get; }

    internal IReadOnlyList<SetupFile> Files { get; }

    internal IReadOnlyList<AttributeTree> Hooks { get; }

    internal IReadOnlyList<HookObject> Gone { get; }
}
