namespace EdgeProvision.Sandbox.Files;

/// <summary>A lock on a file (flock), which the kernel gives back when its holder dies.</summary>
internal static class FileLock
{
    /// <summary>The open file, or null while another holds the lock.</summary>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }

    /// <summary>Waits for the lock as long as it takes; its holders are busy, not gone.</summary>
    public static async Task<FileStream> TakeAsync(string path, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        FileStream? taken;
        while ((taken = TryTake(path)) is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), timeProvider, cancellationToken);
        }

        return taken;
    }

    /// <summary>A lock that many may hold, and none while one holds it alone.</summary>
    public static FileStream Share(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);

    /// <summary>True while somebody holds the lock alone. Any number may ask at once.</summary>
    public static bool IsTaken(string path)
    {
        try
        {
            Share(path).Dispose();
            return false;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
