using EdgeProvision.Engine.Hosts.Files;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Hosts.Files;

/// <summary>A host that answers with what was not asked for: nothing is written.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class HostileHostTests : IDisposable
{
    private readonly string _here = Directory.CreateTempSubdirectory("edge-copy-").FullName;
    private readonly CopyLog _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_here, recursive: true);

    [Theory]
    [InlineData("f\t644\t1\t../outside")]
    [InlineData("d\t755\t1\t../../outside")]
    [InlineData("f\t644\t1\t/etc/outside")]
    [InlineData("d\t755\t1\t..")]
    public async Task Download_HostThatTellsOfNamesOutside_IsRefusedBeforeAnythingIsWritten(string record)
    {
        var hostile = new ScriptedChannel($"D\t755\t4096\t/data\0f\t644\t1\tharmless\0{record}\0");

        var error = await Assert.ThrowsAsync<EdgeException>(() => new FileDownload(hostile, hostile, "node1", _log).RunAsync(new FileCopyRequest(["/data"], _here) { FromHost = true, Recurse = true }, Token));

        Assert.Equal("HostPathUnsafe", error.Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_here));
        Assert.Equal(0, hostile.Streams);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("F\t644\tmany\t/data")]
    [InlineData("f\t644\t1\tbefore-any-root")]
    public async Task Download_HostThatTalksNonsense_IsAnError(string answer)
    {
        var hostile = new ScriptedChannel(answer + "\0");

        var error = await Assert.ThrowsAsync<EdgeException>(() => new FileDownload(hostile, hostile, "node1", _log).RunAsync(new FileCopyRequest(["/data"], _here) { FromHost = true }, Token));

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
        var request = new FileCopyRequest([asked], _here) { FromHost = true, Recurse = true, ExpandsWildcards = wildcards };

        var error = await Assert.ThrowsAsync<EdgeException>(() => new FileDownload(hostile, hostile, "node1", _log).RunAsync(request, Token));

        Assert.Equal(("HostPathUnasked", ErrorKind.Security), (error.Code, error.Kind));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_here));
        Assert.Equal(0, hostile.Streams);
    }

    [Fact]
    public async Task Download_LengthsBeyondAllCounting_AreFailuresOfTheirFiles()
    {
        var hostile = new ScriptedChannel($"D\t755\t1\t/data\0f\t644\t{long.MaxValue}\ta\0f\t644\t{long.MaxValue}\tb\0");

        await new FileDownload(hostile, hostile, "node1", _log).RunAsync(new FileCopyRequest(["/data"], _here) { FromHost = true, Recurse = true }, Token);

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
}
