using EdgeProvision.PowerShell.Tests.Examples;
using EdgeProvision.PowerShell.Tests.Hosting;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Every PowerShell script that a document shows does something, and without an error.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class ExampleTests(ExampleStage stage) : IClassFixture<ExampleStage>
{
    public static TheoryData<string> Documented { get; } = [.. Documents.All];

    public static TheoryData<string> Pages { get; } = [.. Documents.Pages];

    [Theory]
    [MemberData(nameof(Documented))]
    public async Task Scripts_OfADocument_DoWhatCanBeSeenAndEndWithoutAnError(string document)
    {
        Assert.Empty(await stage.FailuresAsync(document));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_OfACmdlet_HasThreeExamples(string page)
    {
        var scripts = Documents.Scripts(page);

        Assert.InRange(scripts.Count, 3, int.MaxValue);
        Assert.All(scripts, s => Assert.Contains(Path.GetFileNameWithoutExtension(page), s.Code, StringComparison.Ordinal));
    }

    [Fact]
    public void Table_NamesNothingThatIsNotDocumented() =>
        Assert.Empty(ExampleTable.Entries.Keys.Except(Documents.All.SelectMany(Documents.Scripts).Select(s => s.Key)));
}
