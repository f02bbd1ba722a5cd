using System.Diagnostics;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Files;
using EdgeProvision.Engine.Tests.Hosts.Ssh;

namespace EdgeProvision.Engine.Tests.Hosts.Files;

/// <summary>Files that go to a host: what is there is replaced whole, what cannot be is told.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class FileUploadTests : FileCopying
{
    [Fact]
    public async Task Upload_StoppedInTheMiddle_EndsSoonAndLeavesNeitherHalfAFileNorATemporaryOne()
    {
        var source = Path.Combine(Here, "endless");
        using (var file = File.Create(source))
            file.SetLength(8L * 1024 * 1024 * 1024);
        using var stop = StopInTheMiddle();

        var clock = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new FileUpload(Channel, (IHostFiles)Channel, "node1", Log).RunAsync(new FileCopyRequest([source], There), stop.Token));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.False(File.Exists(Path.Combine(There, "endless")));
        await AssertNothingTemporaryAsync();
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
        Assert.Equal("65534:65534\n", (await Channel.RunCommandAsync($"stat -c %u:%g {target}", null, Token)).Output);
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

        Assert.Equal("LocalFileFailed", Assert.Single(Log.Failed).Code);
        Assert.Equal("good", Path.GetFileName(Assert.Single(Directory.EnumerateFileSystemEntries(There))));
    }

    [Fact]
    public async Task Upload_NamedPipes_AreLeftOutAndTold()
    {
        Directory.CreateDirectory(Path.Combine(Here, "tree"));
        await PrivateSshd.RunAsync("mkfifo", Path.Combine(Here, "tree", "inner"));
        await PrivateSshd.RunAsync("mkfifo", Path.Combine(Here, "pipe"));

        await UploadAsync([Path.Combine(Here, "tree"), Path.Combine(Here, "pipe")], There, recurse: true).WaitAsync(TimeSpan.FromSeconds(60), Token);

        Assert.Equal(2, Log.Skipped.Count);
        Assert.All(Log.Skipped, s => Assert.Contains("neither a file nor a folder", s, StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(There, "tree")));
    }

    private async Task AssertNothingTemporaryAsync()
    {
        for (var i = 0; i < 600 && Directory.EnumerateFileSystemEntries(There).Any(); i++)
            await Task.Delay(TimeSpan.FromMilliseconds(100), Token);
        Assert.Empty(Directory.EnumerateFileSystemEntries(There));
    }
}
