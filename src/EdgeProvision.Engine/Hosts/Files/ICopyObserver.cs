using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Files;

/// <summary>Who hears of files that are copied; called from any thread, one call at a time for each host.</summary>
public interface ICopyObserver
{
    /// <summary>So much of the whole has been copied.</summary>
    /// <param name="file">What is being copied.</param>
    /// <param name="done">Bytes so far, of all files.</param>
    /// <param name="total">Bytes in all.</param>
    void OnProgress(string file, long done, long total);

    /// <summary>A file is at its place.</summary>
    void OnCopied(CopiedFile file);

    /// <summary>What is no file and no folder is left out.</summary>
    void OnSkipped(string path, string why);

    /// <summary>One file could not be copied; the others go on.</summary>
    void OnFailed(EdgeException error);
}
