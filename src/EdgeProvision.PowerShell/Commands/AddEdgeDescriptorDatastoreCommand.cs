using System.Collections;
using System.Management.Automation;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Conversion;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Adds a datastore to descriptors.</summary>
[Cmdlet(VerbsCommon.Add, "EdgeDescriptorDatastore")]
[OutputType(typeof(EdgeDescriptor))]
public sealed class AddEdgeDescriptorDatastoreCommand : DescriptorAdditionCmdlet
{
    /// <summary>The datastore's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The kind: image_ds, system_ds or file_ds. Without it OpenNebula makes an image datastore.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DatastoreTypeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Type { get; set; }

    /// <summary>The datastore driver (ds_mad); fs when not given, and none for a system datastore.</summary>
    [Parameter]
    [Alias("DsMad")]
    [ArgumentCompleter(typeof(DatastoreDriverCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Driver { get; set; }

    /// <summary>The transfer driver (tm_mad); ssh when not given.</summary>
    [Parameter]
    [Alias("TmMad")]
    [ArgumentCompleter(typeof(TransferDriverCompleter))]
    [ValidateNotNullOrEmpty]
    public string? TransferDriver { get; set; }

    /// <summary>Other keys of the datastore, such as limit_mb.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Attribute { get; set; }

    private protected override EdgeDescriptor Add(EdgeDescriptor descriptor) => DescriptorComposer.Add(descriptor, new NewDatastore(Name)
    {
        Type = Type,
        Driver = Driver,
        TransferDriver = TransferDriver,
        Attributes = ScriptValues.Map(Attribute, "attribute"),
    });
}
