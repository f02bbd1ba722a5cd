using System.Collections;
using System.Management.Automation;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Conversion;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Makes a descriptor for scripts to add to. Nothing is written and nothing is rented.</summary>
[Cmdlet(VerbsCommon.New, "EdgeDescriptor")]
[OutputType(typeof(EdgeDescriptor))]
public sealed class NewEdgeDescriptorCommand : EdgeCmdlet
{
    /// <summary>The provision's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>A base descriptor that is shipped, by name, or one of the user's, by path.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TemplateCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Template { get; set; }

    /// <summary>Playbooks, in order.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PlaybookCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Playbook { get; set; } = [];

    /// <summary>The provider's driver for every host that does not say otherwise.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(HostDriverCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Driver { get; set; }

    /// <summary>What to order for every host that does not say otherwise.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Provision { get; set; }

    /// <summary>How to log in to every host that does not say otherwise.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Connection { get; set; }

    /// <summary>Variables of the roles for every host that does not say otherwise.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Configuration { get; set; }

    /// <summary>Attributes of the cluster.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Cluster { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
            WriteObject(OrFail(() => DescriptorComposer.Start(Start(name))));
    }

    private NewDescriptor Start(string name)
    {
        var directory = SessionState.Path.CurrentFileSystemLocation.Path;
        var isPath = Template is not null && TemplatePath.IsOne(Template);
        return new NewDescriptor(name)
        {
            Extends = Template is null ? null
                : isPath ? TemplatePath.Resolve(SessionState, Template, directory)
                : EngineContent.Template(Connector.Options(directory), Template),
            Directory = isPath ? directory : null,
            Playbooks = Playbook,
            Driver = Driver,
            Provision = ScriptValues.Map(Provision, "provision"),
            Connection = ScriptValues.Map(Connection, "connection"),
            Configuration = ScriptValues.Map(Configuration, "configuration"),
            Cluster = ScriptValues.Map(Cluster, "cluster"),
        };
    }
}
