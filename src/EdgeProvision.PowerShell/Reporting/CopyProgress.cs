using System.Management.Automation;
using EdgeProvision.Engine.Hosts.Files;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Reporting;

/// <summary>A bar for each host that files are copied to or from, five times a second at most, and what is told of the files.</summary>
internal sealed class CopyProgress(IWorkStreams streams, TimeProvider time)
{
    private const int ParentId = 1;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    // The first second's rate says little of the rest.
    private static readonly TimeSpan s_sure = TimeSpan.FromSeconds(1);
    private int _bars;

    /// <summary>The observer of one host.</summary>
    public ICopyObserver For(EdgeHost host, bool passThru) => new Observer(this, host, passThru, ParentId + Interlocked.Increment(ref _bars));

    /// <summary>Ends every bar.</summary>
    public void Complete()
    {
        for (var id = ParentId + _bars; id > ParentId; id--)
            streams.Progress(new ProgressRecord(id, "host", "done") { ParentActivityId = ParentId, RecordType = ProgressRecordType.Completed });
        streams.Progress(new ProgressRecord(ParentId, "Copying files", "done") { RecordType = ProgressRecordType.Completed });
    }

    private void Show(EdgeHost host, int id, string file, long done, long total, TimeSpan elapsed)
    {
        streams.Progress(new ProgressRecord(ParentId, "Copying files", FormattableString.Invariant($"{_bars} {(_bars == 1 ? "host" : "hosts")}")));
        streams.Progress(new ProgressRecord(id, host.Hostname, FormattableString.Invariant($"{file} ({done / 1048576.0:0.0} of {total / 1048576.0:0.0} MiB)"))
        {
            ParentActivityId = ParentId,
            PercentComplete = total == 0 ? 100 : (int)(done * 100 / total),
            SecondsRemaining = elapsed < s_sure || done == 0 ? -1 : (int)Math.Min(Math.Ceiling(elapsed.TotalSeconds * (total - done) / done), int.MaxValue),
        });
    }

    private sealed class Observer(CopyProgress progress, EdgeHost host, bool passThru, int id) : ICopyObserver
    {
        private readonly long _began = progress.Time.GetTimestamp();
        private TimeSpan? _shownAt;

        public void OnProgress(string file, long done, long total)
        {
            var now = progress.Time.GetElapsedTime(_began);
            if (now - _shownAt < s_pause)
                return;
            _shownAt = now;
            progress.Show(host, id, file, done, total, now);
        }

        public void OnCopied(CopiedFile file)
        {
            progress.Streams.Verbose($"{host.Hostname}: {file}");
            if (passThru)
                progress.Streams.Object(new HostFileCopy(host, file.Source, file.Destination, file.Length));
        }

        public void OnSkipped(string path, string why) => progress.Streams.Warning($"{host.Hostname}: {path} was left out: {why}.");

        public void OnFailed(EdgeException error) => progress.Streams.Error(ErrorRecords.From(error, host));
    }

    private TimeProvider Time => time;

    private IWorkStreams Streams => streams;
}
