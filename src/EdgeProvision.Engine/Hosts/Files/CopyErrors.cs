using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Files;

/// <summary>What can be wrong with copying a file, in words.</summary>
internal static class CopyErrors
{
    public static EdgeException OnHost(string host, string path, CommandResult result, long size)
    {
        var shown = HostPath.Printable(path);
        var said = HostPath.Printable(result.ErrorOutput.Trim());
        return result.ExitStatus switch
        {
            CopyScripts.NoFolder => Error("HostFolderNotFound", ErrorKind.NotFound, host, $"{host} has no folder for {shown}{Because(said)}.", "Make it first (Invoke-EdgeHostCommand 'mkdir -p …'), or name another destination."),
            CopyScripts.IsFolder => Error("HostPathIsFolder", ErrorKind.InvalidInput, host, $"{shown} is a folder on {host}.", "Name a file; a folder with all that is in it is copied with -Recurse."),
            CopyScripts.NoSpace => Error("HostDiskFull", ErrorKind.LimitReached, host, $"{shown} needs {Size(size)} on {host}, and {Size(long.TryParse(said, out var free) ? free * 1024 : 0)} are free there.", "Free space there, or name a destination on another file system."),
            CopyScripts.Incomplete => Error("FileCopyIncomplete", ErrorKind.Changed, host, $"{shown} did not come over whole: it was changed while it was copied, the connection to {host} broke, or it has less in it than its size says, as files of the kernel do.", "Copy it again; print a file of the kernel by Invoke-EdgeHostCommand 'cat …'."),
            CopyScripts.NotThere => Error("HostFileNotFound", ErrorKind.NotFound, host, $"There is no {shown} on {host}.", "See what there is: Invoke-EdgeHostCommand 'ls -la …'."),
            CopyScripts.NoFile => Error("HostPathIsNoFile", ErrorKind.InvalidInput, host, $"{shown} on {host} is neither a file nor a folder.", null),
            CopyScripts.Unsized => Error("FileCopyUnsized", ErrorKind.NotSupported, host, $"{shown} on {host} tells no size though there is something in it, as files of the kernel do: nobody could say whether a copy is whole.", "Print it: Invoke-EdgeHostCommand 'cat …'."),
            _ when said.Contains("No space left", StringComparison.Ordinal) || said.Contains("quota exceeded", StringComparison.OrdinalIgnoreCase) =>
                Error("HostDiskFull", ErrorKind.LimitReached, host, $"{host} has no space left for {shown}.", "Free space there, or name a destination on another file system."),
            _ when said.Contains("Permission denied", StringComparison.Ordinal) || said.Contains("Read-only file system", StringComparison.Ordinal) || said.Contains("Operation not permitted", StringComparison.Ordinal) =>
                Error("HostFileAccessDenied", ErrorKind.AccessDenied, host, $"{shown} on {host} may not be used, not even by root{Because(said)}.", null),
            _ => Error("FileCopyFailed", ErrorKind.Refused, host, $"Copying {shown} failed on {host}{Because(said)}.", null),
        };
    }

    /// <summary>What files of this machine fail with; a pipe, for one, is not supported where a length is asked for.</summary>
    public static bool IsOfThisMachine(Exception error) => error is IOException or UnauthorizedAccessException or NotSupportedException;

    public static EdgeException Here(string path, Exception cause) =>
        new("LocalFileFailed", cause is UnauthorizedAccessException ? ErrorKind.AccessDenied : cause is FileNotFoundException or DirectoryNotFoundException ? ErrorKind.NotFound : ErrorKind.Refused, $"{HostPath.Printable(path)} on this machine: {cause.Message}", cause)
        {
            Target = path,
        };

    public static EdgeException NeedsRecurse(string path) =>
        new("RecurseRequired", ErrorKind.InvalidInput, $"{HostPath.Printable(path)} is a folder.") { Target = path, RecommendedAction = "Add -Recurse to copy it with all that is in it." };

    public static EdgeException NoLocalFolder(string path) =>
        new("LocalFolderNotFound", ErrorKind.NotFound, $"There is no folder {HostPath.Printable(path)} on this machine.") { Target = path, RecommendedAction = "Make it first, or name another destination." };

    public static EdgeException NoHostFolder(string host, string path) =>
        Error("HostFolderNotFound", ErrorKind.NotFound, host, $"{host} has no folder {HostPath.Printable(path)}.", "Make it first (Invoke-EdgeHostCommand 'mkdir -p …'), or name another destination.");

    private static string Because(string said) => said.Length == 0 ? "" : $" ({said})";

    private static string Size(long bytes) => bytes < 10_000_000 ? FormattableString.Invariant($"{bytes / 1024.0:0} KiB") : FormattableString.Invariant($"{bytes / 1048576.0:0} MiB");

    private static EdgeException Error(string code, ErrorKind kind, string target, string message, string? action) => new(code, kind, message) { Target = target, RecommendedAction = action };
}
