using System.Collections.Concurrent;
using System.Text;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>Looks all the time, as any user of this computer can: at the arguments of every process, and at every file below some folders.</summary>
internal sealed class SecretWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private readonly IReadOnlyDictionary<string, byte[]> _secrets;
    private readonly IReadOnlyList<string> _folders;
    private readonly IReadOnlySet<string> _theUsersOwn;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, bool> _found = new();
    private readonly Task _watching;
    private long _arguments;
    private long _files;

    /// <param name="secrets">What may be seen nowhere, by the place that it was put into.</param>
    /// <param name="folders">Where files are looked at.</param>
    /// <param name="theUsersOwn">Files that the user has written secrets into.</param>
    public SecretWatch(IReadOnlyDictionary<string, string> secrets, IReadOnlyList<string> folders, IEnumerable<string> theUsersOwn)
    {
        _secrets = secrets.ToDictionary(s => s.Key, s => Encoding.UTF8.GetBytes(s.Value), StringComparer.Ordinal);
        _folders = folders;
        _theUsersOwn = theUsersOwn.ToHashSet(StringComparer.Ordinal);
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>What was seen, and where.</summary>
    public IReadOnlyCollection<string> Found => [.. _found.Keys.Order(StringComparer.Ordinal)];

    /// <summary>How many argument lists and files were looked at: a watch that saw nothing proves nothing.</summary>
    public (long Arguments, long Files) Looked => (Interlocked.Read(ref _arguments), Interlocked.Read(ref _files));

    /// <summary>Looks at a text that a command, the front-end or a host has given out.</summary>
    public void Look(string where, string text) => Look(where, Encoding.UTF8.GetBytes(text));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(p => char.IsAsciiDigit(Path.GetFileName(p)[0])))
            {
                if (Read(Path.Combine(process, "cmdline")) is { Length: > 0 } arguments)
                {
                    Look("process arguments " + Encoding.UTF8.GetString(arguments).Split('\0')[0], arguments);
                    Interlocked.Increment(ref _arguments);
                }
            }

            foreach (var file in _folders.SelectMany(Files).Where(f => !_theUsersOwn.Contains(f)))
            {
                if (Read(file) is { } content)
                {
                    Look("file " + file, content);
                    Interlocked.Increment(ref _files);
                }
            }

            await Task.Delay(Pause);
        }
    }

    private void Look(string where, byte[] content)
    {
        foreach (var (place, secret) in _secrets)
        {
            if (content.AsSpan().IndexOf(secret) >= 0)
                _found.TryAdd($"{place} in {where}", true);
        }
    }

    // Files come and go while they are looked at.
    private static byte[]? Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IReadOnlyList<string> Files(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
