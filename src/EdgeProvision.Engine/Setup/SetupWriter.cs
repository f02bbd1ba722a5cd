using System.Diagnostics;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Setup;

/// <summary>Writes the files of a setup, keeps what was there, and removes the folders that it has made when they are empty again.</summary>
/// <param name="remotes">The front-end's folder of drivers: what is put there belongs to whoever it belongs to.</param>
internal sealed class SetupWriter(string remotes)
{
    private const UnixFileMode ProgramMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>The text of a file, or null when there is none.</summary>
    public static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Denied(path, failure);
        }
    }

    /// <summary>Makes the file what it is to be.</summary>
    public void Write(SetupFile file)
    {
        try
        {
            if (file.IsProgram)
                WriteProgram(file);
            else
                WriteSettings(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Denied(file.Path, failure);
        }
    }

    /// <summary>Written where it stands, so that it keeps its owner and mode. A backup of the first original stays until the file is that again.</summary>
    private static void WriteSettings(SetupFile file)
    {
        if (!File.Exists(file.Backup))
            File.Copy(file.Path, file.Backup);
        File.WriteAllText(file.Path, file.After);
        if (Read(file.Backup) == file.After)
            File.Delete(file.Backup);
    }

    private void WriteProgram(SetupFile file)
    {
        var folder = Path.GetDirectoryName(file.Path)!;
        var isOurs = file.Before?.Contains(FrontEndScripts.Mark, StringComparison.Ordinal) == true;
        if (isOurs && File.Exists(file.Backup) && Read(file.Backup) == file.After)
        {
            // Moved as it was set aside: with its owner and mode.
            File.Move(file.Backup, file.Path, overwrite: true);
        }
        else if (file.After is null)
        {
            File.Delete(file.Path);
            RemoveEmpty(folder);
        }
        else
        {
            var isNewFolder = !Directory.Exists(folder);
            Directory.CreateDirectory(folder);
            if (file.Before is not null && !isOurs)
                File.Move(file.Path, file.Backup, overwrite: true);
            var draft = file.Path + ".new";
            File.WriteAllText(draft, file.After);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(draft, ProgramMode);
            Give(isNewFolder ? [folder, draft] : [draft]);
            File.Move(draft, file.Path, overwrite: true);
        }
    }

    private static void RemoveEmpty(string folder)
    {
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    private void Give(IReadOnlyList<string> paths)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return;
        using var chown = Process.Start(new ProcessStartInfo("chown", ["--reference", remotes, "--", .. paths]) { RedirectStandardError = true });
        chown?.WaitForExit();
    }

    private static EdgeException Denied(string path, Exception failure) => new("FileNotWritable", ErrorKind.AccessDenied, $"{path} cannot be read or written.", failure)
    {
        Target = path,
        RecommendedAction = "Run the command as root on the front-end.",
    };
}
