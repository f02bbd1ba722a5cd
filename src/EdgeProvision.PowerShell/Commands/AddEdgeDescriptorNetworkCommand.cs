using System.Collections;
using System.Management.Automation;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Conversion;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Adds a network to descriptors.</summary>
[Cmdlet(VerbsCommon.Add, "EdgeDescriptorNetwork")]
[OutputType(typeof(EdgeDescriptor))]
public sealed class AddEdgeDescriptorNetworkCommand : DescriptorAdditionCmdlet
{
    /// <summary>The network's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The network driver (vn_mad); dummy when not given.</summary>
    [Parameter]
    [Alias("VnMad")]
    [ArgumentCompleter(typeof(NetworkDriverCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Driver { get; set; }

    /// <summary>The bridge on the hosts.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Bridge { get; set; }

    /// <summary>Address ranges; one with an ip and no type is of type IP4.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public IDictionary[]? AddressRange { get; set; }

    /// <summary>Other keys of the network, such as gateway.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Attribute { get; set; }

    private protected override EdgeDescriptor Add(EdgeDescriptor descriptor) => DescriptorComposer.Add(descriptor, new NewNetwork(Name)
    {
        Driver = Driver,
        Bridge = Bridge,
        AddressRanges = ScriptValues.Maps(AddressRange, "ar"),
        Attributes = ScriptValues.Map(Attribute, "attribute"),
    });
}
