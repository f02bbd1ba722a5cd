using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>A cmdlet that works on descriptors in files.</summary>
public abstract class DescriptorCmdlet : OperationCmdlet
{
    private protected const string ByPath = "Path";
    private protected const string ByLiteralPath = "LiteralPath";

    /// <summary>Descriptor files; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Descriptor files, taken as written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLiteralPath, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The files that this record names.</summary>
    private protected IReadOnlyList<string> Files()
    {
        try
        {
            return ParameterSetName == ByLiteralPath
                ? DescriptorPaths.Resolve(SessionState, LiteralPath, literal: true)
                : DescriptorPaths.Resolve(SessionState, Path, literal: false);
        }
        catch (EdgeException error)
        {
            Fail(error);
            return [];
        }
    }
}
