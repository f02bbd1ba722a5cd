using System.Collections;
using System.Management.Automation;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>
/// Refuses objects that PowerShell would turn into a file's name (a provision becomes its name), and says what goes there instead. Everything else is left as it is.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NoDescriptorAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var given = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        foreach (var item in given is IEnumerable items and not string ? items.Cast<object?>() : [inputData])
        {
            if (Advice(item) is { } advice)
                throw new ArgumentTransformationMetadataException(advice);
        }

        return inputData;
    }

    private static string? Advice(object? item)
    {
        if (Is<Provision>(item))
        {
            return $"{item} is a provision that stands, and a descriptor is wanted: its file (./my-edge.yaml), or what 'Import-EdgeDescriptor ./my-edge.yaml' writes. "
                + "What differs from the descriptor that a provision was made from is shown by 'Get-EdgeProvision NAME | Compare-EdgeProvision'; hosts are added by 'Add-EdgeHost'.";
        }

        return Is<Plan>(item) ? "A plan is run by Invoke-EdgeProvisionPlan; here a descriptor is wanted, or its file." : null;
    }

    /// <summary>Also what came back from another session.</summary>
    private static bool Is<T>(object? item) => item is T || item is PSObject wrapped && (wrapped.BaseObject is T || wrapped.TypeNames.Contains($"Deserialized.{typeof(T).FullName}"));
}
