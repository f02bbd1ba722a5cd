using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using EdgeProvision.Model;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>Where a session keeps its files.</summary>
public sealed partial class SessionPaths
{
    /// <summary>The session that is meant when none is named.</summary>
    public const string DefaultId = "default";

    /// <summary>Paths of a session; no file is touched.</summary>
    /// <exception cref="EdgeException"><c>SandboxIdInvalid</c>.</exception>
    public SessionPaths(string id, string? stateDirectory)
    {
        if (!IsId(id))
        {
            throw new EdgeException("SandboxIdInvalid", ErrorKind.InvalidInput, $"'{id}' is no id for a sandbox: an id is 1 to 32 lower-case letters (a to z), digits and hyphens, and begins with a letter or digit.")
            {
                Target = id,
                RecommendedAction = Near(id) is { } near ? $"'{near}' would do." : null,
            };
        }

        Id = id;
        StateDirectory = Path.GetFullPath(stateDirectory ?? DefaultStateDirectory());
        Directory = Path.Combine(StateDirectory, "sandbox", "sessions", id);
    }

    /// <summary>The session's id.</summary>
    public string Id { get; }

    /// <summary>Where all state of this user lies.</summary>
    public string StateDirectory { get; }

    /// <summary>The session's own directory.</summary>
    public string Directory { get; }

    /// <summary>The session file; it exists while the sandbox is ready.</summary>
    public string File => Path.Combine(Directory, "session.json");

    /// <summary>Held by the process that plays the session.</summary>
    public string Lock => Path.Combine(Directory, "lock");

    /// <summary>The id of that process.</summary>
    public string Owner => Path.Combine(Directory, "pid");

    /// <summary>Held by whoever takes or gives up a session of this user, and not for longer than that takes.</summary>
    public string Gate => Path.Combine(StateDirectory, "sandbox", "sessions.lock");

    /// <summary>What the process has said.</summary>
    public string Log => Path.Combine(Directory, "sandbox.log");

    /// <summary>The front-end's credentials.</summary>
    public string AuthFile => Path.Combine(Directory, "one_auth");

    /// <summary>The private key.</summary>
    public string PrivateKey => Path.Combine(Directory, "id_ecdsa");

    /// <summary>The public key.</summary>
    public string PublicKey => PrivateKey + ".pub";

    /// <summary>
    /// The id of the machine room, whose names have room for six characters: the session's own where it fits, else six that
    /// two sessions of this computer hardly share.
    /// </summary>
    public string RoomId => RoomIdPattern().IsMatch(Id)
        ? Id
        : string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(Directory)).Take(6).Select(value => "abcdefghijklmnopqrstuvwxyz234567"[value % 32]));

    /// <summary>True for what can be a session's id.</summary>
    public static bool IsId(string id) => IdPattern().IsMatch(id);

    // What was probably meant: in lower case, with a hyphen for what cannot stand in an id.
    private static string? Near(string id)
    {
        var near = string.Concat(id.ToLowerInvariant().Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : '-')).Trim('-');
        return IsId(near) ? near : null;
    }

    /// <summary>The ids that have a directory.</summary>
    public static IReadOnlyList<string> ListIds(string? stateDirectory)
    {
        var sessions = Path.Combine(Path.GetFullPath(stateDirectory ?? DefaultStateDirectory()), "sandbox", "sessions");
        return System.IO.Directory.Exists(sessions)
            ? [.. System.IO.Directory.EnumerateDirectories(sessions).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
            : [];
    }

    private static string DefaultStateDirectory()
    {
        if (System.Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } home)
            return Path.Combine(home, "edgeprovision");
        return System.Environment.IsPrivilegedProcess
            ? "/var/lib/edgeprovision"
            : Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".local", "state", "edgeprovision");
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,31}\z")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[a-z0-9]{1,6}\z")]
    private static partial Regex RoomIdPattern();
}
