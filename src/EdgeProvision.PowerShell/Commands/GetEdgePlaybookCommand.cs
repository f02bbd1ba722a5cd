using System.Management.Automation;
using EdgeProvision.Engine;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Loading;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gets the playbooks by which hosts can be configured: the shipped ones and the user's own.</summary>
[Cmdlet(VerbsCommon.Get, "EdgePlaybook")]
[OutputType(typeof(EdgePlaybook))]
public sealed class GetEdgePlaybookCommand : EdgeCmdlet
{
    private static readonly OfferFilter<string> s_names = new("PlaybookNotFound", "playbook") { NamesOf = n => [n] };

    /// <summary>Names; wildcards are expanded.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PlaybookCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var playbooks = EngineContent.Playbooks(Connector.Options(ModuleLocation.Directory));
        var (found, missing) = s_names.Apply(playbooks.Names, Name);
        foreach (var name in found)
        {
            try
            {
                WriteObject(playbooks.Describe(name));
            }
            catch (EdgeException error)
            {
                // One that cannot be read harms only who uses it.
                WriteError(ErrorRecords.From(error, name));
            }
        }

        foreach (var error in missing)
            WriteError(ErrorRecords.From(error, null));
    }
}
