using System.Security.Cryptography;

namespace EdgeProvision.Engine.Tests.Hosts.Files;

/// <summary>What goes to a host and comes back is what it was, whatever it is called.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class FileRoundTripTests : FileCopying
{
    /// <summary>Names that break what quotes badly, splits at blanks, or takes a dash for an option.</summary>
    public static TheoryData<string> Names { get; } =
    [
        "plain", "two words", " leading and trailing ", "-rf", "--help", "new\nline", "ends in newline\n", "tab\tstop", "it's", "\"quoted\"", "$HOME `id`", "*", "[a]?", "back\\slash", "grün ☃ 名前", "...",
        ".hidden", new string('x', 255), string.Concat(Enumerable.Repeat("é", 127)),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Files_OfAnyName_GoThereAndBackAsTheyWere(string name)
    {
        await File.WriteAllTextAsync(Path.Combine(Here, name), "content of " + name, Token);
        File.SetUnixFileMode(Path.Combine(Here, name), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead);

        await UploadAsync([Path.Combine(Here, name)], There);
        File.Delete(Path.Combine(Here, name));
        await DownloadAsync([Path.Combine(There, name)], Here);

        Assert.Empty(Log.Failed.Select(f => f.ToString()));
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

        Assert.Empty(Log.Failed.Select(f => f.ToString()));
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

        Assert.Empty(Log.Failed.Select(f => f.ToString()));
        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Here, "back"), Token)));
        Assert.True(Log.Progress.Count > 100);
        Assert.All(Log.Progress, p => Assert.InRange(p.Done, 1, p.Total));
        Assert.Equal(2, Log.Progress.Count(p => p.Done == bytes.Length));
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

        Assert.Equal(2, Log.Skipped.Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Here, "tree")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(There, "mine")));
    }

    private static IReadOnlyList<string> Tree(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Select(e => $"{Path.GetRelativePath(folder, e)} {File.GetUnixFileMode(e)} {(File.Exists(e) ? File.ReadAllText(e) : "/")}").Order(StringComparer.Ordinal)];
}
