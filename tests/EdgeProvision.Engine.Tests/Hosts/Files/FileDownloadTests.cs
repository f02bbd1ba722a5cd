using System.Diagnostics;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Files;
using EdgeProvision.Engine.Tests.Hosts.Ssh;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Hosts.Files;

/// <summary>Files that come from a host: what was asked for, and what cannot be had is told.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class FileDownloadTests : FileCopying
{
    [Fact]
    public async Task Download_StoppedInTheMiddle_EndsSoonAndLeavesNothing()
    {
        using (var file = File.Create(Path.Combine(There, "endless")))
            file.SetLength(8L * 1024 * 1024 * 1024);
        using var stop = StopInTheMiddle();

        var clock = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new FileDownload(Channel, (IHostFiles)Channel, "node1", Log).RunAsync(new FileCopyRequest([Path.Combine(There, "endless")], Here) { FromHost = true }, stop.Token));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Here));
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
        Assert.Contains("neither a file nor a folder", Assert.Single(Log.Skipped), StringComparison.Ordinal);
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

        Assert.Empty(Log.Failed.Select(f => f.ToString()));
        Assert.NotEmpty(Log.Copied);
    }

    [Theory]
    [InlineData("/proc/version", "FileCopyUnsized")]
    [InlineData("/sys/class/net/lo/address", "FileCopyIncomplete")]
    public async Task Download_FilesOfTheKernel_AreToldAndNotTakenForCopied(string path, string code)
    {
        Assert.Equal(code, await FailureOfAsync(() => DownloadAsync([path], Here).WaitAsync(TimeSpan.FromSeconds(60), Token)));

        Assert.Empty(Log.Copied);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Here));
    }

    [Fact]
    public async Task StreamAsync_HostThatFloodsWhatNobodyReads_IsEnded()
    {
        var error = await Assert.ThrowsAsync<EdgeException>(() => ((IHostFiles)Channel).StreamAsync("cat /dev/zero >&2", (_, output) => output.ReadByte(), Token).WaitAsync(TimeSpan.FromSeconds(60), Token));

        Assert.Equal("CommandOutputTooLong", error.Code);
    }
}
