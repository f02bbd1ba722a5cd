using EdgeProvision.Sandbox.Hosts.Tree;

namespace EdgeProvision.Sandbox.Tests.Hosts.Tree;

public sealed class DebianMirrorTests
{
    [Theory]
    [InlineData("deb http://mirror.example/debian bookworm main", "http://mirror.example")]
    [InlineData("# deb http://old.example/debian x main\nTypes: deb\nURIs: https://mirror.example/debian/\n", "https://mirror.example")]
    [InlineData("deb http://archive.ubuntu.com/ubuntu noble main", "http://deb.debian.org")]
    public void Choose_Sources_TakesTheComputersOwnOrTheDefault(string sources, string expected) =>
        Assert.Equal(expected, DebianMirror.Choose(sources.Split('\n')));
}
