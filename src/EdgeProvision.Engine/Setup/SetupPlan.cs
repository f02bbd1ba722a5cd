using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Setup;

/// <summary>What a setup changes.</summary>
public sealed class SetupPlan
{
    internal SetupPlan(IReadOnlyList<SetupFile> files, IReadOnlyList<AttributeTree> hooks, IReadOnlyList<HookObject> gone, string? note)
    {
        (Files, Hooks, Gone, Note) = (files, hooks, gone, note);
        Changes =
        [
            .. files.Select(f => new EdgeDriverChange(f.Path, EdgeDriverChangeKind.File, ActionOn(f), UnifiedDiff.Of(f.Path, f.Before, f.After))),
            .. hooks.Select(h => new EdgeDriverChange(h.Text("NAME") ?? "", EdgeDriverChangeKind.Hook, EdgeDriverChangeAction.Add, Lines('+', h.Text("NAME"), h))),
            .. gone.Select(h => new EdgeDriverChange(h.Name, EdgeDriverChangeKind.Hook, EdgeDriverChangeAction.Remove, FormattableString.Invariant($"- hook {h.Id} ({h.Name})\n"))),
        ];
    }

    /// <summary>True when everything is as it is to be.</summary>
    public bool IsEmpty => Changes.Count == 0;

    /// <summary>What changes, file by file and hook by hook.</summary>
    public IReadOnlyList<EdgeDriverChange> Changes { get; }

    /// <summary>What the user has to do besides, or null.</summary>
    public string? Note { get; }

    internal IReadOnlyList<SetupFile> Files { get; }

    internal IReadOnlyList<AttributeTree> Hooks { get; }

    internal IReadOnlyList<HookObject> Gone { get; }

    private static EdgeDriverChangeAction ActionOn(SetupFile file) =>
        file.Before is null ? EdgeDriverChangeAction.Add : file.After is null ? EdgeDriverChangeAction.Remove : EdgeDriverChangeAction.Change;

    private static string Lines(char sign, string? name, AttributeTree hook) =>
        $"{sign} hook {name}\n{string.Join("", TemplateWriter.Write(hook).Split('\n').Select(l => $"{sign}   {l}\n"))}";
}
