using System.Diagnostics;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Keys;

/// <summary>
/// Edits a file of another user's (oneadmin's known_hosts, its ssh_config) under a lock: several commands may do so at once. The file is written over,
/// not replaced, so that its owner and mode stay; a new one gets its directory's owner.
/// </summary>
public sealed class LockedTextFile(string path, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Reads, changes and writes. Nothing is written when nothing changes.</summary>
    public async Task EditAsync(Func<string, string> change, CancellationToken cancellationToken)
    {
        bool isNew = !File.Exists(path);
        await using FileStream file = await OpenAsync(cancellationToken);
        using StreamReader reader = new(file, leaveOpen: true);
        string before = await reader.ReadToEndAsync(cancellationToken);
        string after = change(before);
        if (after == before)
            return;
        byte[] bytes = new System.Text.UTF8Encoding(false).GetBytes(after);
        file.Position = 0;
        // Not cancellable from here on: half a file helps nobody.
        await file.WriteAsync(bytes, CancellationToken.None);
        file.SetLength(bytes.Length);
        file.Flush(flushToDisk: true);
        if (isNew)
            await GiveToDirectoryOwnerAsync();
    }

    private async Task<FileStream> OpenAsync(CancellationToken cancellationToken)
    {
        long begin = time.GetTimestamp();
        while (true)
        {
            try
            {
                FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
                if (!OperatingSystem.IsWindows())
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                return new(path, options);
            }
            catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException))
            {
                if (time.GetElapsedTime(begin) > Patience)
                    throw Unwritable(error);
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
            }
            catch (Exception error) when (error is UnauthorizedAccessException or DirectoryNotFoundException)
            {
                throw Unwritable(error);
            }
        }
    }

    private EdgeException Unwritable(Exception error) =>
        new("FileNotWritable", ErrorKind.AccessDenied, $"{path} cannot be written.", error)
        {
            Target = path,
            RecommendedAction = "Run the command as root or oneadmin on the front-end, or append what `oneprovision known-hosts NAME` prints yourself.",
        };

    private async Task GiveToDirectoryOwnerAsync()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess || Path.GetDirectoryName(Path.GetFullPath(path)) is not { } directory)
            return;
        using Process? chown = Process.Start(new ProcessStartInfo("chown", ["--reference", directory, "--", path]) { RedirectStandardError = true });
        if (chown is not null)
            await chown.WaitForExitAsync(CancellationToken.None);
    }
}
