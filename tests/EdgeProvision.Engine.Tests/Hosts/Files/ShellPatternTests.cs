using EdgeProvision.Engine.Hosts.Files;

namespace EdgeProvision.Engine.Tests.Hosts.Files;

public sealed class ShellPatternTests
{
    [Theory]
    [InlineData("*.log", "a.log", true)]
    [InlineData("*.log", ".log", false)]
    [InlineData(".*", ".log", true)]
    [InlineData(".*", "..", false)]
    [InlineData("..", "..", true)]
    [InlineData("*", "", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXbYbZ", false)]
    [InlineData("[a-c]1", "b1", true)]
    [InlineData("[!a-c]1", "b1", false)]
    [InlineData("[^a-c]1", "d1", true)]
    [InlineData("[]x]", "]", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[[:digit:]x]", "7", true)]
    [InlineData("[[:digit:]x]", "y", false)]
    [InlineData("[", "[", true)]
    [InlineData("[ab", "[ab", true)]
    [InlineData("[ab", "a", false)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "x", false)]
    [InlineData("A", "a", false)]
    [InlineData("gr?n", "gr\u00fcn", true)]
    [InlineData("gr??n", "gr\u00fcn", true)]
    [InlineData("x*", "y", false)]
    public void Matches_PartOfAPath_AsAShellDoes(string pattern, string name, bool matches) => Assert.Equal(matches, ShellPattern.Matches(pattern, name));

    [Fact]
    public void Matches_ManyStars_EndsSoon() => Assert.False(ShellPattern.Matches(string.Concat(Enumerable.Repeat("*a", 200)) + "b", new string('a', 4000)));
}
