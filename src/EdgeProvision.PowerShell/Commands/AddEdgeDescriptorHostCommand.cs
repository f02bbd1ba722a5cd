using System.Collections;
using System.Management.Automation;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Conversion;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Adds edge hosts to descriptors.</summary>
[Cmdlet(VerbsCommon.Add, "EdgeDescriptorHost")]
[OutputType(typeof(EdgeDescriptor))]
public sealed class AddEdgeDescriptorHostCommand : DescriptorAdditionCmdlet
{
    /// <summary>The hosts' names at the provider; each becomes a host.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Hostname { get; set; } = [];

    /// <summary>The provider's driver; the descriptor's when not given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(HostDriverCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Driver { get; set; }

    /// <summary>What to order, as far as it differs from the descriptor's defaults.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Provision { get; set; }

    /// <summary>How to log in, as far as it differs from the descriptor's defaults.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Connection { get; set; }

    /// <summary>Variables of the roles, as far as they differ from the descriptor's defaults.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Configuration { get; set; }

    /// <summary>Other keys of the host, such as reserved_cpu; im_mad and vm_mad are kvm unless they are given here.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Attribute { get; set; }

    private protected override EdgeDescriptor Add(EdgeDescriptor descriptor) => Hostname.Aggregate(descriptor, (soFar, hostname) => DescriptorComposer.Add(soFar, new NewHost(hostname)
    {
        Driver = Driver,
        Provision = ScriptValues.Map(Provision, "provision"),
        Connection = ScriptValues.Map(Connection, "connection"),
        Configuration = ScriptValues.Map(Configuration, "configuration"),
        Attributes = ScriptValues.Map(Attribute, "attribute"),
    }));
}
