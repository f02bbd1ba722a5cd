using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Sessions;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gets the sandboxes of this user on this computer.</summary>
[Cmdlet(VerbsCommon.Get, "EdgeSandbox")]
[OutputType(typeof(EdgeSandbox))]
public sealed class GetEdgeSandboxCommand : CloudSessionCmdlet
{
    /// <summary>Ids; wildcards are expanded.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("SandboxId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SandboxIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Only sandboxes in one of these states.</summary>
    [Parameter]
    public EdgeSandboxState[]? State { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => RunTraced(async cancellationToken =>
    {
        var all = await new SandboxProgram(line => Post(() => WriteVerbose(line))).ListAsync(cancellationToken).ConfigureAwait(false);
        var patterns = Id?.Select(id => WildcardPattern.Get(id, WildcardOptions.IgnoreCase)).ToList();
        foreach (var id in (Id ?? []).Where(id => !WildcardPattern.ContainsWildcardCharacters(id) && !all.Any(s => string.Equals(s.Id, id, StringComparison.OrdinalIgnoreCase))))
            PostError(NotFound(id, all));
        foreach (var sandbox in all.Where(s => patterns?.Exists(p => p.IsMatch(s.Id)) != false && State?.Contains(s.State) != false))
            PostObject(sandbox);
    });

    private static EdgeException NotFound(string id, IReadOnlyList<EdgeSandbox> all) =>
        new("SandboxNotFound", ErrorKind.NotFound, $"There is no sandbox '{id}' of this user on this computer.")
        {
            Target = id,
            RecommendedAction = all.Count == 0 ? "Start one with Start-EdgeSandbox." : $"There are: {string.Join(", ", all.Select(s => s.Id))}.",
        };
}
