using System.Management.Automation;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>Which files of descriptors, or of plans made of them, a call means. A cmdlet that reads such files hands one of these to PowerShell as its dynamic parameters.</summary>
/// <param name="notFound">The error's id where a pattern matches nothing.</param>
public class DescriptorFileSelection(string notFound = "DescriptorNotFound")
{
    internal const string ByPath = "Path";
    internal const string ByLiteralPath = "LiteralPath";

    /// <summary>Files; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public virtual string[] Path { get; set; } = [];

    /// <summary>Files, taken as written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLiteralPath, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The files that this record of the pipeline names, in full. Whether one exists is the loader's to say.</summary>
    /// <param name="session">Where paths are looked up.</param>
    /// <param name="parameterSet">How they are named.</param>
    /// <param name="tell">Is told what is wrong with a path (<c>DescriptorNotFound</c> or <c>PlanNotFound</c>, <c>PathNotInFileSystem</c>), and how many there are.</param>
    internal IReadOnlyList<string> Files(SessionState session, string parameterSet, Action<EdgeException, int> tell) =>
        parameterSet == ByLiteralPath ? Files(session, LiteralPath, literal: true, tell) : Files(session, Path, literal: false, tell);

    private IReadOnlyList<string> Files(SessionState session, IReadOnlyList<string> paths, bool literal, Action<EdgeException, int> tell)
    {
        List<string> files = [];
        foreach (var path in paths)
        {
            try
            {
                files.AddRange(Files(session, [path], literal));
            }
            catch (EdgeException error)
            {
                tell(error, paths.Count);
            }
        }

        return files;
    }

    /// <summary>The files of some paths, in full; wildcards are expanded unless the paths are literal.</summary>
    /// <exception cref="EdgeException"><c>DescriptorNotFound</c> or <c>PlanNotFound</c>, <c>PathNotInFileSystem</c>.</exception>
    internal IReadOnlyList<string> Files(SessionState session, IEnumerable<string> paths, bool literal) =>
        [.. paths.SelectMany(path => LocalPaths.IsPattern(path, literal) ? Matching(session, path) : [LocalPaths.Full(session, path)])];

    private IReadOnlyList<string> Matching(SessionState session, string path) => LocalPaths.Matching(session, path) is { Count: > 0 } found
        ? found
        : throw new EdgeException(notFound, ErrorKind.NotFound, $"No file matches '{path}'.") { Target = path };
}
