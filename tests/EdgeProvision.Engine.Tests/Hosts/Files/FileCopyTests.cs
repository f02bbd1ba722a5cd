using System.Diagnostics;
using System.Security.Cryptography;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Files;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Engine.Tests.Hosts.Ssh;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Hosts.Files;

/// <summary>Files that go through a real SSH server: "there" is a folder that the server sees, "here" one of this machine.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class FileCopyTests : IAsyncLifetime
{
    private readonly SshConnector _connector = new(new SshSettings { FirstPause = TimeSpan.FromMilliseconds(50) }, TimeProvider.System);
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-copy-").FullName;
    private readonly CopyLog _log = new();
    private PrivateSshd _sshd = null!;
    private IHostChannel _channel = null!;

    /// <summary>Names that break what quotes badly, splits at blanks, or takes a dash for an option.</summary>
    public static TheoryData<string> Names { get; } =
    [
        "plain", "two words", " leading and trailing ", "-rf", "--help", "new\nline", "ends in newline\n", "tab\tstop", "it's", "\"quoted\"", "$HOME `id`", "*", "[a]?", "back\\slash", "grün ☃ 名前", "...",
        ".hidden", new string('x', 255), string.Concat(Enumerable.Repeat("é", 127)),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Here => Path.Combine(_folder, "here");

    private string There => Path.Combine(_folder, "there");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Here);
        Directory.CreateDirectory(There);
        _sshd = await PrivateSshd.StartAsync();
        _channel = await _connector.ConnectAsync(_sshd.Connection(accept: true), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _sshd.DisposeAsync();
        _connector.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Files_OfAnyName_GoThereAndBackAsTheyWere(string name)
    {
        await File.WriteAllTextAsync(Path.Combine(Here, name), "content of " + name, Token);
        File.SetUnixFileMode(Path.Combine(Here, name), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead);

        await UploadAsync([Path.Combine(Here, name)], There);
        File.Delete(Path.Combine(Here, name));
        await DownloadAsync([Path.Combine(There, name)], Here);

        Assert.Empty(_log.Failed.Select(f => f.ToString()));
        foreach (var file in new[] { Path.Combine(There, name), Path.Combine(Here, name) })
        {
            Assert.Equal("content of " + name, await File.ReadAllTextAsync(file, Token));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Folders_WithAllThatIsInThem_GoThereAndBack()
    {
        var source = Path.Combine(Here, "tree");
        foreach (var name in Names.Select(n => n.Data))
        {
            Directory.CreateDirectory(Path.Combine(source, "d " + (name.Length > 60 ? name[..60] : name), "deep"));
            await File.WriteAllTextAsync(Path.Combine(source, "d " + (name.Length > 60 ? name[..60] : name), "deep", name), name, Token);
        }

        Directory.CreateDirectory(Path.Combine(source, "empty"));
        await File.WriteAllBytesAsync(Path.Combine(source, "nothing"), [], Token);

        await UploadAsync([source], There, recurse: true);
        await DownloadAsync([Path.Combine(There, "tree")], Path.Combine(Here, "back"), recurse: true);

        Assert.Empty(_log.Failed.Select(f => f.ToString()));
        Assert.Equal(Tree(source), Tree(Path.Combine(There, "tree")));
        Assert.Equal(Tree(source), Tree(Path.Combine(Here, "back")));
    }

    [Fact]
    public async Task LargeFiles_InBothDirections_AreStreamed()
    {
        var source = Path.Combine(Here, "large");
        var bytes = RandomNumberGenerator.GetBytes((40 * 1024 * 1024) + 12345);
        await File.WriteAllBytesAsync(source, bytes, Token);

        await UploadAsync([source], Path.Combine(There, "copy"));
        await DownloadAsync([Path.Combine(There, "copy")], Path.Combine(Here, "back"));

        Assert.Empty(_log.Failed.Select(f => f.ToString()));
        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Here, "back"), Token)));
        Assert.True(_log.Progress.Count > 100);
        Assert.All(_log.Progress, p => Assert.InRange(p.Done, 1, p.Total));
        Assert.Equal(2, _log.Progress.Count(p => p.Done == bytes.Length));
    }

    [Fact]
    public async Task Upload_StoppedInTheMiddle_EndsSoonAndLeavesNeitherHalfAFileNorATemporaryOne()
    {
        var source = Path.Combine(Here, "endless");
        using (var file = File.Create(source))
            file.SetLength(8L * 1024 * 1024 * 1024);
        using var stop = new CancellationTokenSource();
        _log.OnBytes = done =>
        {
            if (done > 10_000_000)
                stop.Cancel();
        };

        var clock = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new FileUpload(_channel, (IHostFiles)_channel, "node1", _log).RunAsync(new FileCopyRequest([source], There), stop.Token));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.False(File.Exists(Path.Combine(There, "endless")));
        await AssertNothingTemporaryAsync();
    }

    [Fact]
    public async Task Download_StoppedInTheMiddle_EndsSoonAndLeavesNothing()
    {
        using (var file = File.Create(Path.Combine(There, "endless")))
            file.SetLength(8L * 1024 * 1024 * 1024);
        using var stop = new CancellationTokenSource();
        _log.OnBytes = done =>
        {
            if (done > 10_000_000)
                stop.Cancel();
        };

        var clock = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new FileDownload(_channel, (IHostFiles)_channel, "node1", _log).RunAsync(new FileCopyRequest([Path.Combine(There, "endless")], Here) { FromHost = true }, stop.Token));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Here));
    }

    [Fact]
    public async Task Upload_OverAFile_ReplacesItWholeAndKeepsItsOwner()
    {
        var target = Path.Combine(There, "file");
        await File.WriteAllTextAsync(target, "old", Token);
        await PrivateSshd.RunAsync("chown", "65534:65534", target);
        await File.WriteAllTextAsync(Path.Combine(Here, "file"), "new", Token);

        await UploadAsync([Path.Combine(Here, "file")], target);

        Assert.Equal("new", await File.ReadAllTextAsync(target, Token));
        Assert.Equal("65534:65534\n", (await _channel.RunCommandAsync($"stat -c %u:%g {target}", null, Token)).Output);
    }

    [Fact]
    public async Task Upload_OverALink_WritesWhatItPointsTo()
    {
        await File.WriteAllTextAsync(Path.Combine(There, "real"), "old", Token);
        File.CreateSymbolicLink(Path.Combine(There, "link"), "real");
        await File.WriteAllTextAsync(Path.Combine(Here, "file"), "new", Token);

        await UploadAsync([Path.Combine(Here, "file")], Path.Combine(There, "link"));

        Assert.Equal("new", await File.ReadAllTextAsync(Path.Combine(There, "real"), Token));
        Assert.Equal("real", new FileInfo(Path.Combine(There, "link")).LinkTarget);
    }

    [Theory]
    [InlineData("nowhere/file", "HostFolderNotFound")]
    [InlineData("nowhere/", "HostFolderNotFound")]
    [InlineData("real/file", "HostFolderNotFound")]
    public async Task Upload_WhereNoFolderIs_SaysSo(string target, string code)
    {
        await File.WriteAllTextAsync(Path.Combine(There, "real"), "", Token);
        await File.WriteAllTextAsync(Path.Combine(Here, "file"), "new", Token);

        Assert.Equal(code, await FailureOfAsync(() => UploadAsync([Path.Combine(Here, "file")], Path.Combine(There, target))));
    }

    [Fact]
    public async Task Upload_ToFileSystems_ThatAreFullOrReadOnly_SaysWhich()
    {
        var small = Directory.CreateDirectory(Path.Combine(There, "small")).FullName;
        var locked = Directory.CreateDirectory(Path.Combine(There, "locked")).FullName;
        await PrivateSshd.RunAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small);
        await PrivateSshd.RunAsync("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", locked);
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(Here, "file"), new byte[3_000_000], Token);

            Assert.Equal("HostDiskFull", await FailureOfAsync(() => UploadAsync([Path.Combine(Here, "file")], small)));
            Assert.Equal("HostFileAccessDenied", await FailureOfAsync(() => UploadAsync([Path.Combine(Here, "file")], locked + "/")));
            Assert.Empty(Directory.EnumerateFileSystemEntries(small));
        }
        finally
        {
            await PrivateSshd.RunAsync("umount", small);
            await PrivateSshd.RunAsync("umount", locked);
        }
    }

    [Fact]
    public async Task Download_WhatIsNotThereOrNoFile_SaysSo()
    {
        Directory.CreateDirectory(Path.Combine(There, "folder"));
        await PrivateSshd.RunAsync("mkfifo", Path.Combine(There, "pipe"));

        Assert.Equal("HostFileNotFound", await FailureOfAsync(() => DownloadAsync([Path.Combine(There, "nothing")], Here)));
        Assert.Equal("RecurseRequired", await FailureOfAsync(() => DownloadAsync([Path.Combine(There, "folder")], Here)));
        await File.WriteAllTextAsync(Path.Combine(There, "file"), "", Token);
        Assert.Equal("LocalFolderNotFound", await FailureOfAsync(() => DownloadAsync([Path.Combine(There, "file")], Path.Combine(Here, "no", "where"))));
        await DownloadAsync([Path.Combine(There, "pipe")], Here);
        Assert.Contains("neither a file nor a folder", Assert.Single(_log.Skipped), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_Wildcards_AreExpandedOnTheHostUnlessLiteral()
    {
        foreach (var name in new[] { "a 1.log", "a 2.log", "b.txt", "*.log" })
            await File.WriteAllTextAsync(Path.Combine(There, name), name, Token);

        await DownloadAsync([Path.Combine(There, "a *.log")], Here, wildcards: true);
        Assert.Equal(["a 1.log", "a 2.log"], Directory.EnumerateFiles(Here).Select(Path.GetFileName).Order());

        await DownloadAsync([Path.Combine(There, "*.log")], Path.Combine(Here, "literal"));
        Assert.Equal("*.log", await File.ReadAllTextAsync(Path.Combine(Here, "literal"), Token));
    }

    [Fact]
    public async Task Folders_LinksInThem_AreLeftOutAndTold()
    {
        Directory.CreateDirectory(Path.Combine(There, "tree"));
        File.CreateSymbolicLink(Path.Combine(There, "tree", "out"), "/etc/passwd");
        Directory.CreateDirectory(Path.Combine(Here, "mine"));
        File.CreateSymbolicLink(Path.Combine(Here, "mine", "loop"), "../mine");

        await DownloadAsync([Path.Combine(There, "tree")], Here, recurse: true);
        await UploadAsync([Path.Combine(Here, "mine")], There, recurse: true);

        Assert.Equal(2, _log.Skipped.Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Here, "tree")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(There, "mine")));
    }

    [Theory]
    [InlineData("f\t644\t1\t../outside")]
    [InlineData("d\t755\t1\t../../outside")]
    [InlineData("f\t644\t1\t/etc/outside")]
    [InlineData("d\t755\t1\t..")]
    public async Task Download_HostThatTellsOfNamesOutside_IsRefusedBeforeAnythingIsWritten(string record)
    {
        var hostile = new ScriptedChannel($"D\t755\t4096\t/data\0f\t644\t1\tharmless\0{record}\0");

        var error = await Assert.ThrowsAsync<EdgeException>(() => new FileDownload(hostile, hostile, "node1", _log).RunAsync(new FileCopyRequest(["/data"], Here) { FromHost = true, Recurse = true }, Token));

        Assert.Equal("HostPathUnsafe", error.Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Here));
        Assert.Equal(0, hostile.Streams);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("F\t644\tmany\t/data")]
    [InlineData("f\t644\t1\tbefore-any-root")]
    public async Task Download_HostThatTalksNonsense_IsAnError(string answer)
    {
        var hostile = new ScriptedChannel(answer + "\0");

        var error = await Assert.ThrowsAsync<EdgeException>(() => new FileDownload(hostile, hostile, "node1", _log).RunAsync(new FileCopyRequest(["/data"], Here) { FromHost = true }, Token));

        Assert.Equal("HostAnswerInvalid", error.Code);
    }

    [Theory]
    [InlineData("/srv/report.txt", "F\t644\t1\t/srv/.bashrc\0", false)]
    [InlineData("/srv/report.txt", "F\t644\t1\t/srv/report.txt\0F\t755\t1\t/srv/extra\0", false)]
    [InlineData("/srv/report.txt", "F\t644\t1\t/srv/report.txt\0F\t755\t1\t/srv/report.txt\0", false)]
    [InlineData("/srv/report.txt", "F\t644\t1\t/elsewhere/report.txt\0", true)]
    [InlineData("/srv/*.log", "F\t644\t1\t/srv/a.log\0F\t644\t1\t/srv/a.sh\0", true)]
    [InlineData("/srv/*.log", "F\t644\t1\t/srv/deep/a.log\0", true)]
    [InlineData("/srv/*", "D\t755\t1\t/srv/..\0f\t644\t1\tx\0", true)]
    [InlineData("/srv/*", "D\t755\t1\t/\0f\t644\t1\tx\0", true)]
    [InlineData("/srv/*.log", "F\t644\t1\t/srv/a.log\0", false)]
    public async Task Download_HostThatAnswersWithAnotherPath_IsRefusedBeforeAnythingIsWritten(string asked, string answer, bool wildcards)
    {
        var hostile = new ScriptedChannel(answer);
        var request = new FileCopyRequest([asked], Here) { FromHost = true, Recurse = true, ExpandsWildcards = wildcards };

        var error = await Assert.ThrowsAsync<EdgeException>(() => new FileDownload(hostile, hostile, "node1", _log).RunAsync(request, Token));

        Assert.Equal(("HostPathUnasked", ErrorKind.Security), (error.Code, error.Kind));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Here));
        Assert.Equal(0, hostile.Streams);
    }

    [Theory]
    [InlineData("*")]
    [InlineData(".*")]
    [InlineData("?*[!x]")]
    [InlineData("[[:alpha:]]*/*")]
    [InlineData("g??n*")]
    [InlineData("gr??n*")]
    [InlineData("[*]*")]
    [InlineData("[]a[]*")]
    public async Task Download_WhateverTheHostsShellExpands_IsWhatWasAskedFor(string pattern)
    {
        foreach (var name in new[] { ".hidden", "...", "a]b", "two words", "gr\u00fcn \u2603", "g12n", "*", "new\nline" })
            await File.WriteAllTextAsync(Path.Combine(There, name), "", Token);
        Directory.CreateDirectory(Path.Combine(There, "deep"));
        await File.WriteAllTextAsync(Path.Combine(There, "deep", "inner"), "", Token);

        await DownloadAsync([Path.Combine(There, pattern)], Here, recurse: true, wildcards: true);

        Assert.Empty(_log.Failed.Select(f => f.ToString()));
        Assert.NotEmpty(_log.Copied);
    }

    [Theory]
    [InlineData("/proc/version", "FileCopyUnsized")]
    [InlineData("/sys/class/net/lo/address", "FileCopyIncomplete")]
    public async Task Download_FilesOfTheKernel_AreToldAndNotTakenForCopied(string path, string code)
    {
        Assert.Equal(code, await FailureOfAsync(() => DownloadAsync([path], Here).WaitAsync(TimeSpan.FromSeconds(60), Token)));

        Assert.Empty(_log.Copied);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Here));
    }

    [Fact]
    public async Task Download_LengthsBeyondAllCounting_AreFailuresOfTheirFiles()
    {
        var hostile = new ScriptedChannel($"D\t755\t1\t/data\0f\t644\t{long.MaxValue}\ta\0f\t644\t{long.MaxValue}\tb\0");

        await new FileDownload(hostile, hostile, "node1", _log).RunAsync(new FileCopyRequest(["/data"], Here) { FromHost = true, Recurse = true }, Token);

        Assert.Equal(["FileCopyIncomplete", "FileCopyIncomplete"], _log.Failed.Select(f => f.Code));
    }

    [Fact]
    public async Task Download_WhereNoFolderCanBeMade_IsAnErrorOfThisMachine()
    {
        var hostile = new ScriptedChannel("");
        var request = new FileCopyRequest(["/data"], "/proc/node1") { FromHost = true, MakesFolder = true };

        var error = await Assert.ThrowsAsync<EdgeException>(() => new FileDownload(hostile, hostile, "node1", _log).RunAsync(request, Token));

        Assert.Equal("LocalFileFailed", error.Code);
    }

    [Theory]
    [InlineData("/sys/class/net/lo/speed")]
    [InlineData("/nowhere/at/all")]
    [InlineData("/dev/fd/{0}")]
    public async Task Upload_WhatCannotBeRead_IsToldAndTheOthersGoOn(string bad)
    {
        await File.WriteAllTextAsync(Path.Combine(Here, "good"), "good", Token);
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.Out);
        var path = bad.Replace("{0}", pipe.ClientSafePipeHandle.DangerousGetHandle().ToString(), StringComparison.Ordinal);

        await UploadAsync([path, Path.Combine(Here, "good")], There).WaitAsync(TimeSpan.FromSeconds(60), Token);

        Assert.Equal("LocalFileFailed", Assert.Single(_log.Failed).Code);
        Assert.Equal("good", Path.GetFileName(Assert.Single(Directory.EnumerateFileSystemEntries(There))));
    }

    [Fact]
    public async Task Upload_NamedPipes_AreLeftOutAndTold()
    {
        Directory.CreateDirectory(Path.Combine(Here, "tree"));
        await PrivateSshd.RunAsync("mkfifo", Path.Combine(Here, "tree", "inner"));
        await PrivateSshd.RunAsync("mkfifo", Path.Combine(Here, "pipe"));

        await UploadAsync([Path.Combine(Here, "tree"), Path.Combine(Here, "pipe")], There, recurse: true).WaitAsync(TimeSpan.FromSeconds(60), Token);

        Assert.Equal(2, _log.Skipped.Count);
        Assert.All(_log.Skipped, s => Assert.Contains("neither a file nor a folder", s, StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(There, "tree")));
    }

    [Fact]
    public async Task StreamAsync_HostThatFloodsWhatNobodyReads_IsEnded()
    {
        var error = await Assert.ThrowsAsync<EdgeException>(() => ((IHostFiles)_channel).StreamAsync("cat /dev/zero >&2", (_, output) => output.ReadByte(), Token).WaitAsync(TimeSpan.FromSeconds(60), Token));

        Assert.Equal("CommandOutputTooLong", error.Code);
    }

    private static IReadOnlyList<string> Tree(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Select(e => $"{Path.GetRelativePath(folder, e)} {File.GetUnixFileMode(e)} {(File.Exists(e) ? File.ReadAllText(e) : "/")}").Order(StringComparer.Ordinal)];

    private Task UploadAsync(IReadOnlyList<string> paths, string destination, bool recurse = false) =>
        new FileUpload(_channel, (IHostFiles)_channel, "node1", _log).RunAsync(new FileCopyRequest(paths, destination) { Recurse = recurse }, Token);

    private Task DownloadAsync(IReadOnlyList<string> paths, string destination, bool recurse = false, bool wildcards = false) =>
        new FileDownload(_channel, (IHostFiles)_channel, "node1", _log).RunAsync(new FileCopyRequest(paths, destination) { FromHost = true, Recurse = recurse, ExpandsWildcards = wildcards }, Token);

    /// <summary>The code of what was thrown, or told of a file.</summary>
    private async Task<string> FailureOfAsync(Func<Task> copy)
    {
        _log.Failed.Clear();
        try
        {
            await copy();
        }
        catch (EdgeException error)
        {
            return error.Code;
        }

        return _log.Failed.FirstOrDefault()?.Code ?? "none";
    }

    private async Task AssertNothingTemporaryAsync()
    {
        for (var i = 0; i < 100 && Directory.EnumerateFileSystemEntries(There).Any(); i++)
            await Task.Delay(TimeSpan.FromMilliseconds(100), Token);
        Assert.Empty(Directory.EnumerateFileSystemEntries(There));
    }
}
