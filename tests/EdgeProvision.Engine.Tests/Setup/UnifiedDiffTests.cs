using EdgeProvision.Engine.Setup;

namespace EdgeProvision.Engine.Tests.Setup;

public sealed class UnifiedDiffTests
{
    [Fact]
    public void Of_TwoPlaces_AreTwoHunks()
    {
        var before = string.Concat(Enumerable.Range(1, 20).Select(i => $"{i}\n"));
        var after = before.Replace("2\n3\n", "2\nthree\n", StringComparison.Ordinal).Replace("19\n", "", StringComparison.Ordinal);

        Assert.Equal(
            "--- f\n+++ f\n@@ -1,6 +1,6 @@\n 1\n 2\n-3\n+three\n 4\n 5\n 6\n@@ -16,5 +16,4 @@\n 16\n 17\n 18\n-19\n 20\n",
            UnifiedDiff.Of("f", before, after));
    }

    [Fact]
    public void Of_NewFile_IsAllAdded() => Assert.Equal("--- /dev/null\n+++ f\n@@ -0,0 +1,2 @@\n+a\n+b\n", UnifiedDiff.Of("f", null, "a\nb\n"));

    [Fact]
    public void Of_FileThatGoes_IsAllRemoved() => Assert.Equal("--- f\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n", UnifiedDiff.Of("f", "a\n", null));

    [Fact]
    public void Of_Same_IsEmpty() => Assert.Equal("", UnifiedDiff.Of("f", "a\n", "a\n"));
}
