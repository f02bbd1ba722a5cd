using System.Collections.Concurrent;
using EdgeProvision.Engine.Hosts.Files;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Hosts.Files;

/// <summary>Keeps what was told of a copy.</summary>
internal sealed class CopyLog : ICopyObserver
{
    public ConcurrentQueue<CopiedFile> Copied { get; } = new();

    public ConcurrentQueue<EdgeException> Failed { get; } = new();

    public ConcurrentQueue<string> Skipped { get; } = new();

    public ConcurrentQueue<(long Done, long Total)> Progress { get; } = new();

    public Action<long> OnBytes { get; set; } = _ => { };

    public void OnProgress(string file, long done, long total)
    {
        Progress.Enqueue((done, total));
        OnBytes(done);
    }

    public void OnCopied(CopiedFile file) => Copied.Enqueue(file);

    public void OnSkipped(string path, string why) => Skipped.Enqueue($"{path}: {why}");

    public void OnFailed(EdgeException error) => Failed.Enqueue(error);
}
