using System.Management.Automation;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Providers.Registry;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Loading;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Takes providers out of the list of registered ones. What was rented from them stays.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "EdgeProvider", SupportsShouldProcess = true)]
[OutputType(typeof(EdgeProvider))]
public sealed class UnregisterEdgeProviderCommand : EdgeCmdlet
{
    private static readonly OfferFilter<RegisteredEntry> s_names = new("ProviderNotRegistered", "registered provider") { NamesOf = e => [e.Name] };

    /// <summary>Names of registered providers; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RegisteredProviderCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Writes what was taken out.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var registry = EngineContent.Registry(Connector.Options(ModuleLocation.Directory));
        var (found, missing) = OrFail(() => s_names.Apply(registry.Read(), Name));
        foreach (var error in missing)
            WriteError(ErrorRecords.From(error, null));
        foreach (var entry in found.Where(e => ShouldProcess($"provider {e.Name} ({e.Driver} at {e.Endpoint})", "Unregister")))
        {
            Run(cancellationToken => registry.RemoveAsync(entry.Name, cancellationToken));
            if (PassThru)
                WriteObject(entry.Shown);
        }
    }
}
