using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>A cmdlet that adds to descriptors of the pipeline. One that cannot be added to does not keep the others from it.</summary>
public abstract class DescriptorAdditionCmdlet : EdgeCmdlet
{
    /// <summary>Descriptors as New-EdgeDescriptor and Import-EdgeDescriptor write them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public EdgeDescriptor[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var descriptor in InputObject)
        {
            EdgeDescriptor added;
            try
            {
                added = Add(descriptor);
            }
            catch (EdgeException error)
            {
                WriteError(ErrorRecords.From(error, descriptor));
                continue;
            }

            WriteObject(added);
        }
    }

    /// <summary>The descriptor with what this call adds.</summary>
    private protected abstract EdgeDescriptor Add(EdgeDescriptor descriptor);
}
