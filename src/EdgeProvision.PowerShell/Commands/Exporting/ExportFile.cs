using System.Text;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Exporting;

/// <summary>Writes exported text as UTF-8 without a byte order mark.</summary>
internal static class ExportFile
{
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a file.</summary>
    /// <exception cref="EdgeException"><c>DirectoryNotFound</c>, <c>NoClobber</c>, <c>FileReadOnly</c>, <c>FileNotWritten</c>.</exception>
    public static async Task WriteAsync(string path, string text, bool append, bool noClobber, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw Error("DirectoryNotFound", ErrorKind.NotFound, $"There is no directory {Path.GetDirectoryName(path)}.", path, "Make it first.");
        var standing = new FileInfo(path);
        if (standing.Exists && noClobber)
            throw Exists(path);
        if (standing is { Exists: true, IsReadOnly: true })
            throw Error("FileReadOnly", ErrorKind.AccessDenied, $"The file {path} is read-only.", path, "Name another file.");
        try
        {
            var file = new FileStream(path, append ? FileMode.Append : noClobber ? FileMode.CreateNew : FileMode.Create, FileAccess.Write, FileShare.Read);
            await using (file.ConfigureAwait(false))
                await file.WriteAsync(s_encoding.GetBytes(text), cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (noClobber && File.Exists(path))
        {
            // Somebody was quicker.
            throw Exists(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Error("FileNotWritten", error is IOException ? ErrorKind.Refused : ErrorKind.AccessDenied, $"The file {path} could not be written: {error.Message}", path, "Name a file that you may write to.", error);
        }
    }

    private static EdgeException Exists(string path) =>
        Error("NoClobber", ErrorKind.AlreadyExists, $"The file {path} exists, and -NoClobber was given.", path, "Name another file, or leave out -NoClobber.");

    private static EdgeException Error(string code, ErrorKind kind, string message, string path, string action, Exception? inner = null) =>
        new(code, kind, message, inner) { Target = path, RecommendedAction = action };
}
