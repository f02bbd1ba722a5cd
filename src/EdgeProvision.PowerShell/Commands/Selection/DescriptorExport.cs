using System.Text;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>The files that one call of Export-EdgeDescriptor writes.</summary>
internal sealed class DescriptorExport
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <summary>The file to write, when it may be written.</summary>
    /// <exception cref="EdgeException"><c>PathAmbiguous</c>, <c>PathIsDirectory</c>, <c>DirectoryNotFound</c>, <c>FileWrittenAlready</c>, <c>NoClobber</c>, <c>FileReadOnly</c>.</exception>
    public string Target(IReadOnlyList<string> files, bool noClobber, bool force)
    {
        var file = files.Count == 1 ? files[0] : throw Error("PathAmbiguous", ErrorKind.InvalidInput, $"{files.Count} files match: {string.Join(", ", files.Take(5))}.", files[0], "Name one file, or use -LiteralPath.");
        if (Directory.Exists(file))
            throw Error("PathIsDirectory", ErrorKind.InvalidInput, $"{file} is a directory; a descriptor is written to a file.", file, "Name a file in it; for several descriptors: -Path { \"$($_.Name).yaml\" }.");
        if (!Directory.Exists(Path.GetDirectoryName(file)))
            throw Error("DirectoryNotFound", ErrorKind.NotFound, $"There is no directory {Path.GetDirectoryName(file)}.", file, "Make it first.");
        if (_written.Contains(file))
            throw Error("FileWrittenAlready", ErrorKind.Refused, $"Another descriptor of this pipeline was written to {file}; a file holds one.", file, "Name a file for each: -Path { \"$($_.Name).yaml\" }.");
        var standing = new FileInfo(file);
        if (standing.Exists && noClobber)
            throw Error("NoClobber", ErrorKind.AlreadyExists, $"The file {file} exists, and -NoClobber was given.", file, "Name another file, or leave out -NoClobber.");
        return standing is { Exists: true, IsReadOnly: true } && !force
            ? throw Error("FileReadOnly", ErrorKind.AccessDenied, $"The file {file} is read-only.", file, "Name another file, or add -Force.")
            : file;
    }

    /// <summary>Writes the file as UTF-8; one with secrets, if it is new, so that its owner alone can read it.</summary>
    /// <exception cref="EdgeException"><c>FileNotWritten</c>.</exception>
    public void Write(string file, string text, bool isSecret)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (isSecret && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            if (new FileInfo(file) is { Exists: true, IsReadOnly: true } standing)
                standing.IsReadOnly = false;
            using var writer = new StreamWriter(file, s_utf8, options);
            writer.Write(text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EdgeException("FileNotWritten", error is IOException ? ErrorKind.Refused : ErrorKind.AccessDenied, $"The file {file} could not be written: {error.Message}", error) { Target = file };
        }

        _written.Add(file);
    }

    private static EdgeException Error(string code, ErrorKind kind, string message, string target, string action) =>
        new(code, kind, message) { Target = target, RecommendedAction = action };
}
