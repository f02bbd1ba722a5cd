using System.Text;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Exporting;

/// <summary>Writes exported text as UTF-8 without a byte order mark.</summary>
internal static class ExportFile
{
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a file.</summary>
    /// <exception cref="EdgeException"><c>FileExists</c>, <c>FileNotWritten</c>.</exception>
    public static async Task WriteAsync(string path, string text, bool append, bool noClobber, CancellationToken cancellationToken)
    {
        try
        {
            var file = new FileStream(path, append ? FileMode.Append : noClobber ? FileMode.CreateNew : FileMode.Create, FileAccess.Write, FileShare.Read);
            await using (file.ConfigureAwait(false))
                await file.WriteAsync(s_encoding.GetBytes(text), cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (noClobber && File.Exists(path))
        {
            throw new EdgeException("FileExists", ErrorKind.AlreadyExists, $"The file '{path}' exists already, and -NoClobber keeps it.")
            {
                Target = path,
                RecommendedAction = "Give another path, or leave -NoClobber out.",
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new EdgeException("FileNotWritten", error is UnauthorizedAccessException ? ErrorKind.AccessDenied : ErrorKind.InvalidInput, $"The file '{path}' could not be written: {error.Message}", error)
            {
                Target = path,
                RecommendedAction = "Give a path in a folder that exists and that you may write to.",
            };
        }
    }
}
