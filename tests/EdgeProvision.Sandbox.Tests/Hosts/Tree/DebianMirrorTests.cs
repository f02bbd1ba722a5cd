using EdgeProvision.Sandbox.Hosts.Tree;

namespace EdgeProvision.Sandbox.Tests.Hosts.Tree;

public sealed class DebianMirrorTests
{
    [Theory]
    [InlineData("deb http://mirror.example/debian bookworm main", "http://mirror.example")]
    [InlineData("# deb http://old.example/debian x main\nTypes: deb\nURIs: https://mirror.example/debian/\n", "https://mirror.example")]
    [InlineData("deb http://mirror.example/ubuntu noble main", null)]
    [InlineData("", null)]
    public void Choose_Sources_TakesTheComputersOwnOrLeavesItOpen(string sources, string? expected) =>
        Assert.Equal(expected, DebianMirror.Choose(sources.Split('\n')));
}
