using System.Text.Json;
using EdgeProvision.Model;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>A session's directory: its lock, its file, its keys.</summary>
public sealed class SessionStore(SessionPaths paths)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Takes the session for this process; it is free again when the stream is disposed or the process dies.</summary>
    /// <exception cref="EdgeException"><c>SandboxRunning</c>.</exception>
    public FileStream Claim()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(paths.Directory);
        else
            Directory.CreateDirectory(paths.Directory, OwnerOnly);
        return TryLock() ?? throw new EdgeException("SandboxRunning", ErrorKind.AlreadyExists, $"A sandbox '{paths.Id}' is running already.")
        {
            Target = paths.Id,
            RecommendedAction = "Use it, stop it, or give another id.",
        };
    }

    /// <summary>The session of that id if its process lives; a file left behind by a dead one counts for nothing.</summary>
    public SandboxSession? FindRunning()
    {
        if (!IsAlive() || !File.Exists(paths.File))
            return null;
        try
        {
            return JsonSerializer.Deserialize<SandboxSession>(File.ReadAllText(paths.File), Json);
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return null;
        }
    }

    /// <summary>True while a process holds the session, ready or not.</summary>
    public bool IsAlive()
    {
        if (!File.Exists(paths.Lock))
            return false;
        using var free = TryLock();
        return free is null;
    }

    /// <summary>The session is ready: writes its file.</summary>
    public void Publish(SandboxSession session) => PrivateFile.Write(paths.File, JsonSerializer.Serialize(session, Json) + "\n");

    /// <summary>Removes what an earlier process of this id has left, but not the log. The caller holds the claim.</summary>
    public void Clear()
    {
        foreach (var file in new[] { paths.File, paths.AuthFile, paths.PrivateKey, paths.PublicKey })
            File.Delete(file);
    }

    /// <summary>Removes the directory. The caller has just given up the claim.</summary>
    public void Remove()
    {
        if (Directory.Exists(paths.Directory))
            Directory.Delete(paths.Directory, recursive: true);
    }

    private FileStream? TryLock()
    {
        try
        {
            return new FileStream(paths.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
