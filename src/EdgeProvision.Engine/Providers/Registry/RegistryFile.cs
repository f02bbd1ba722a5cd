using System.Text;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Registry;

/// <summary>Writes the registry's file: one writer at a time, whole or not at all, for its owner's eyes alone.</summary>
internal sealed class RegistryFile(string path, TimeProvider time)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(25);

    /// <summary>Waits until nobody else writes. The lock's file stays: whoever removed it would let two writers in.</summary>
    /// <exception cref="EdgeException"><c>ProviderRegistryBusy</c>.</exception>
    public async Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path + ".lock", Options(FileMode.OpenOrCreate));
            }
            catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException))
            {
                if (time.GetElapsedTime(began) > Patience)
                    throw Busy(error);
                await Task.Delay(Glance, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Puts a text in the place of what stands there.</summary>
    public void Replace(string text)
    {
        // A link to a file that is kept elsewhere stays one.
        var target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        var draft = $"{target}.{Environment.ProcessId}.new";
        try
        {
            using (var stream = new FileStream(draft, Options(FileMode.Create)))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, target, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };

        // Windows keeps the folder's rights, which are the user's own.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }

    private EdgeException Busy(Exception error) =>
        new("ProviderRegistryBusy", ErrorKind.ResourceBusy, $"Another command has been writing the list of registered providers in {path} for longer than {Patience.TotalSeconds:0} s. It is as it was.", error)
        {
            Target = path,
            RecommendedAction = "Run the command again when the other has ended.",
        };
}
