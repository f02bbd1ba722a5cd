using EdgeProvision.Engine.Hosts.Files;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Hosts.Files;

public sealed class HostPathTests
{
    [Theory]
    [InlineData("/etc/motd", "/etc/motd")]
    [InlineData("motd", "./motd")]
    [InlineData("-rf", "./-rf")]
    [InlineData("~", ".")]
    [InlineData("~/x", "./x")]
    [InlineData("../x", "../x")]
    [InlineData("..", "..")]
    public void Full_Path_IsNeverTakenForAnOption(string path, string full) => Assert.Equal(full, HostPath.Full(path));

    [Theory]
    [InlineData("/etc/motd", "/etc", "motd")]
    [InlineData("/motd", "/", "motd")]
    [InlineData("/etc/dir/", "/etc", "dir")]
    [InlineData("/", "/", "")]
    [InlineData("./a/b", "./a", "b")]
    public void Split_Path_HasFolderAndName(string path, string folder, string name) => Assert.Equal((folder, name), HostPath.Split(path));

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("a/")]
    [InlineData("a\0b")]
    [InlineData("a\uFFFDb")]
    public void Below_NameThatLeadsElsewhere_IsRefused(string name)
    {
        var error = Assert.Throws<EdgeException>(() => HostPath.Below("/tmp/here", name, "node1"));

        Assert.Equal("HostPathUnsafe", error.Code);
        Assert.Equal(ErrorKind.Security, error.Kind);
    }

    [Theory]
    [InlineData("...", "/tmp/here/...")]
    [InlineData("a/b c\nd", "/tmp/here/a/b c\nd")]
    [InlineData("..x/-y", "/tmp/here/..x/-y")]
    public void Below_StrangeName_StaysWhereItBelongs(string name, string path) => Assert.Equal(path, HostPath.Below("/tmp/here", name, "node1"));

    [Fact]
    public void CopiedFile_NamesWithControlCharacters_AreOneLineThatMovesNoCursor() =>
        Assert.Equal("/srv/a?[2Jb to /here/a?[2J?b (1 bytes)", new CopiedFile("/srv/a\u001b[2Jb", "/here/a\u001b[2J\nb", 1).ToString());
}
