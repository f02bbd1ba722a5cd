using System.Text.RegularExpressions;

namespace EdgeProvision.Engine.Tests.Architecture;

/// <summary>What keeps the tree easy to find one's way in.</summary>
public sealed partial class ShapeTests
{
    private const int LongestFile = 400;

    // The part of oned that runs IPAM drivers is called so in its own log.
    private static readonly string[] s_wordsOfOthers = ["IpamManager"];

    [Fact]
    public void Solution_HasEveryProject()
    {
        var solution = File.ReadAllText(Path.Combine(SourceTree.Root, "EdgeProvision.sln")).Replace('\\', '/');
        Assert.All(SourceTree.Projects, p => Assert.Contains($"\"{p}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void TestProjects_AreNamedAfterWhatTheyTest() =>
        Assert.All(SourceTree.Projects.Where(p => p.StartsWith("tests/", StringComparison.Ordinal)), p => Assert.Equal(p.Split('/')[1], Path.GetFileNameWithoutExtension(p)));

    [Fact]
    public void Files_OfTheProduct_AreShort() =>
        Assert.Empty(SourceTree.CodeFiles("src").Where(f => File.ReadLines(f).Count() > LongestFile).Select(Path.GetFileName));

    [Fact]
    public void Files_OfTheProduct_SayWhatTheyAre() =>
        Assert.All(SourceTree.CodeFiles("src").Select(f => Path.GetFileNameWithoutExtension(f)).Except(s_wordsOfOthers), n => Assert.DoesNotMatch(NoName(), n));

    [Fact]
    public void PublicTypes_OfEngineAndModel_AreSealedAbstractOrStatic() =>
        Assert.Empty(new[] { typeof(EdgeEngine).Assembly, typeof(Model.EdgeException).Assembly }
            .SelectMany(a => a.GetExportedTypes())
            .Where(t => t.IsClass && !t.IsSealed && !t.IsAbstract && !t.Assembly.GetExportedTypes().Any(d => d.BaseType == t || d.BaseType is { IsGenericType: true } b && b.GetGenericTypeDefinition() == t))
            .Select(t => t.FullName));

    [GeneratedRegex("(Utils?|Helpers?|Common|Manager|Misc)$")]
    private static partial Regex NoName();
}
