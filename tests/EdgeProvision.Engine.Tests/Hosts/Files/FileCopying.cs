using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Files;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Engine.Tests.Hosts.Ssh;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Hosts.Files;

/// <summary>Files that go through a real SSH server: "there" is a folder that the server sees, "here" one of this machine.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public abstract class FileCopying : IAsyncLifetime
{
    private readonly SshConnector _connector = new(new SshSettings { FirstPause = TimeSpan.FromMilliseconds(50) }, TimeProvider.System);
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-copy-").FullName;
    private PrivateSshd _sshd = null!;

    private protected CopyLog Log { get; } = new();

    private protected IHostChannel Channel { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected string Here => Path.Combine(_folder, "here");

    protected string There => Path.Combine(_folder, "there");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Here);
        Directory.CreateDirectory(There);
        _sshd = await PrivateSshd.StartAsync();
        Channel = await _connector.ConnectAsync(_sshd.Connection(accept: true), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync();
        await _sshd.DisposeAsync();
        _connector.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected Task UploadAsync(IReadOnlyList<string> paths, string destination, bool recurse = false) =>
        new FileUpload(Channel, (IHostFiles)Channel, "node1", Log).RunAsync(new FileCopyRequest(paths, destination) { Recurse = recurse }, Token);

    protected Task DownloadAsync(IReadOnlyList<string> paths, string destination, bool recurse = false, bool wildcards = false) =>
        new FileDownload(Channel, (IHostFiles)Channel, "node1", Log).RunAsync(new FileCopyRequest(paths, destination) { FromHost = true, Recurse = recurse, ExpandsWildcards = wildcards }, Token);

    /// <summary>Stops when so much has been copied that a file is under way.</summary>
    protected CancellationTokenSource StopInTheMiddle()
    {
        var stop = new CancellationTokenSource();
        Log.OnBytes = done =>
        {
            if (done > 10_000_000)
                stop.Cancel();
        };
        return stop;
    }

    /// <summary>The code of what was thrown, or told of a file.</summary>
    protected async Task<string> FailureOfAsync(Func<Task> copy)
    {
        Log.Failed.Clear();
        try
        {
            await copy();
        }
        catch (EdgeException error)
        {
            return error.Code;
        }

        return Log.Failed.FirstOrDefault()?.Code ?? "none";
    }
}
