using System.Management.Automation;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Providers.Registry;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Loading;
using EdgeProvision.PowerShell.Pipeline;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Registers a provider under a name, for later commands of this user. Credentials are never stored, only where they come from.</summary>
[Cmdlet(VerbsLifecycle.Register, "EdgeProvider", SupportsShouldProcess = true)]
[OutputType(typeof(EdgeProvider))]
public sealed class RegisterEdgeProviderCommand : EdgeCmdlet
{
    /// <summary>The name to register it under.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The driver that speaks to it.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UsableDriverCompleter))]
    [ValidateNotNullOrEmpty]
    public string Driver { get; set; } = "";

    /// <summary>Base address of its API.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Endpoint { get; set; } = "";

    /// <summary>Project or account, for drivers that have them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Project { get; set; }

    /// <summary>Region, for drivers that have them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Region { get; set; }

    /// <summary>Where the credentials come from: env:NAME, secret:NAME, secret:NAME@VAULT or prompt; the driver's environment variables when not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CredentialSourceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] CredentialSource { get; set; } = [];

    /// <summary>Replaces one of that name without a question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes what was registered.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            Register();
        }
        catch (EdgeException error)
        {
            Tell(error, named: 1);
        }
    }

    private void Register()
    {
        var registry = EngineContent.Registry(Connector.Options(ModuleLocation.Directory));
        var entry = ProviderRegistry.Check(new NewRegistration(Name, Driver, Endpoint)
        {
            Project = Project,
            Region = Region,
            CredentialSources = CredentialSource.Length == 1 ? CredentialSource[0].Split(',', StringSplitOptions.TrimEntries) : CredentialSource,
        });
        var standing = registry.Read().FirstOrDefault(e => e.IsNamed(entry.Name));
        var isNew = standing is null || standing.Shown != entry.Shown;
        if (isNew && (!ShouldProcess($"provider {entry.Name} ({entry.Driver} at {entry.Endpoint}, credentials from {entry.Shown.CredentialSource})", "Register") || !MayReplace(standing)))
            return;
        Run(async cancellationToken =>
        {
            if (isNew)
                await registry.AddAsync(entry, replace: standing is not null, cancellationToken).ConfigureAwait(false);
            if (PassThru)
                PostObject(entry.Shown);
        });
    }

    private bool MayReplace(RegisteredEntry? standing) => standing is null || Force || CmdletQuestions.Answerable(
        () => ShouldContinue($"{standing.Name} is registered already ({standing.Driver} at {standing.Endpoint}). Replace it?", "Replace a registered provider"), "-Force");
}
