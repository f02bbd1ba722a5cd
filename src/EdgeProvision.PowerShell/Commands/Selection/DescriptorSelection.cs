using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>
/// Which descriptors a call means, in files or as objects. A cmdlet on descriptors hands one of these to PowerShell as its dynamic parameters,
/// as those on hosts do with <see cref="HostSelection"/>.
/// </summary>
public sealed class DescriptorSelection : DescriptorFileSelection
{
    internal const string ByObject = "InputObject";

    /// <summary>Files; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath, ValueFromPipeline = true)]
    [SupportsWildcards]
    [NoDescriptor]
    [ValidateNotNullOrEmpty]
    public override string[] Path { get; set; } = [];

    /// <summary>Descriptors as New-EdgeDescriptor and Import-EdgeDescriptor write them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    [ValidateNotNull]
    public EdgeDescriptor[] InputObject { get; set; } = [];

    /// <summary>What a job is called that works on it.</summary>
    internal static string NameOf(DescriptorSource source) => source is DescriptorSource.Document document ? document.Descriptor.Name : System.IO.Path.GetFileName(source.FilePath) ?? "";

    /// <summary>The descriptors that this record of the pipeline names.</summary>
    /// <param name="session">Where paths are looked up.</param>
    /// <param name="parameterSet">How they are named.</param>
    /// <param name="tell">Is told what is wrong with a path (<c>DescriptorNotFound</c>, <c>PathNotInFileSystem</c>), and how many there are.</param>
    internal IReadOnlyList<DescriptorSource> Sources(SessionState session, string parameterSet, Action<EdgeException, int> tell) => parameterSet == ByObject
        ? [.. InputObject.Select(descriptor => new DescriptorSource.Document(descriptor))]
        : [.. Files(session, parameterSet, tell).Select(file => new DescriptorSource.File(file))];
}
