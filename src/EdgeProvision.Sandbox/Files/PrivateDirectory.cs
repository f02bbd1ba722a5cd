namespace EdgeProvision.Sandbox.Files;

/// <summary>Directories that only their owner looks into.</summary>
internal static class PrivateDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the directory, or closes to others one that is there.</summary>
    public static void Create(string path)
    {
        // Windows keeps the rights of the directory above, which are the user's own.
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly);
        File.SetUnixFileMode(path, OwnerOnly);
    }
}
