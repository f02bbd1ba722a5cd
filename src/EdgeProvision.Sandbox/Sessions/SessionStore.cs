using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Files;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>
/// A session's directory: its lock, its file, its keys. It is made and removed with the gate of all sessions held, so that nobody removes what
/// another has just begun.
/// </summary>
public sealed class SessionStore(SessionPaths paths)
{
    private const int ClaimAttempts = 25;
    private static readonly TimeSpan ClaimPause = TimeSpan.FromMilliseconds(20);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Makes the directory, with no log in it, for a process that is to claim it; false when one has it already.</summary>
    public async Task<bool> PrepareAsync(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        await using var alone = await AloneAsync(timeProvider, cancellationToken);
        if (IsAlive())
            return false;
        PrivateDirectory.Create(paths.Directory);
        File.Delete(paths.Log);
        File.Delete(paths.Owner);
        return true;
    }

    /// <summary>Takes the session for this process; it is free again when the stream is disposed or the process dies.</summary>
    /// <exception cref="EdgeException"><c>SandboxRunning</c>.</exception>
    public async Task<FileStream> ClaimAsync(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        await using var alone = await AloneAsync(timeProvider, cancellationToken);
        PrivateDirectory.Create(paths.Directory);
        for (var attempt = 0; attempt < ClaimAttempts; attempt++)
        {
            if (FileLock.TryTake(paths.Lock) is { } taken)
            {
                PrivateFile.Write(paths.Owner, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"));
                return taken;
            }

            // Whoever only looks whether it is taken has it for an instant.
            await Task.Delay(ClaimPause, timeProvider, cancellationToken);
        }

        throw new EdgeException("SandboxRunning", ErrorKind.AlreadyExists, $"A sandbox '{paths.Id}' is running already.")
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

    /// <summary>What a session's file says, whoever wrote it and whether or not its process lives; null when there is none, or no JSON object in it.</summary>
    public JsonObject? ReadFile()
    {
        try
        {
            return File.Exists(paths.File) ? JsonNode.Parse(File.ReadAllText(paths.File)) as JsonObject : null;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return null;
        }
    }

    /// <summary>The process that holds the session, ready or not; null while there is none, or nobody can tell.</summary>
    public int? FindOwner()
    {
        // Earlier versions wrote no such file; whoever holds the lock is known all the same.
        return !IsAlive() ? null : RecordedOwner() ?? LockHolder.Find(paths.Lock);
    }

    /// <summary>The process that said it had the session, alive or not; null when none did.</summary>
    public int? RecordedOwner()
    {
        try
        {
            return int.TryParse(File.ReadAllText(paths.Owner), CultureInfo.InvariantCulture, out var pid) ? pid : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>True while a process holds the session, ready or not.</summary>
    public bool IsAlive() => FileLock.IsTaken(paths.Lock);

    /// <summary>The session is ready: writes its file.</summary>
    public void Publish(SandboxSession session) => PrivateFile.Write(paths.File, JsonSerializer.Serialize(session, Json) + "\n");

    /// <summary>Removes what is published, and what an earlier process of this id has left, but not the log. The caller holds the claim.</summary>
    public void Clear()
    {
        foreach (var file in new[] { paths.File, paths.AuthFile, paths.PrivateKey, paths.PublicKey })
            File.Delete(file);
    }

    /// <summary>Removes the directory. The caller holds the claim, and gives it up then.</summary>
    public async Task RemoveAsync(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        await using var alone = await AloneAsync(timeProvider, cancellationToken);
        Remove();
    }

    /// <summary>Removes the directory of a session that no process holds; false when one does.</summary>
    public async Task<bool> RemoveDeadAsync(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        await using var alone = await AloneAsync(timeProvider, cancellationToken);
        if (IsAlive())
            return false;
        Remove();
        return true;
    }

    private Task<FileStream> AloneAsync(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        PrivateDirectory.Create(Path.GetDirectoryName(paths.Gate)!);
        return FileLock.TakeAsync(paths.Gate, timeProvider, cancellationToken);
    }

    private void Remove()
    {
        if (Directory.Exists(paths.Directory))
            Directory.Delete(paths.Directory, recursive: true);
    }
}
