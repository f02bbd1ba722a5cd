using EdgeProvision.Cli.Operations;
using EdgeProvision.Cli.Terminals;
using EdgeProvision.Engine.Operations;

namespace EdgeProvision.Cli.Tests.Operations;

public sealed class FailureMenuTests
{
    [Theory]
    [InlineData("1", FailureAnswer.Quit)]
    [InlineData("2", FailureAnswer.Retry)]
    [InlineData("4", FailureAnswer.Cleanup)]
    [InlineData("skip", FailureAnswer.Skip)]
    [InlineData(" C ", FailureAnswer.Cleanup)]
    [InlineData("re", FailureAnswer.Retry)]
    [InlineData("", FailureAnswer.Skip)]
    public void Parse_NumberNameOrPrefix_IsTheChoice(string line, FailureAnswer expected) =>
        Assert.Equal(expected, new FailureMenu(canCleanUp: true, FailureAnswer.Skip).Parse(line));

    [Theory]
    [InlineData("0")]
    [InlineData("5")]
    [InlineData("abort")]
    public void Parse_Nonsense_IsNothing(string line) => Assert.Null(new FailureMenu(canCleanUp: true, FailureAnswer.Quit).Parse(line));

    [Fact]
    public void Parse_CleanupWhereItIsImpossible_IsNoChoiceAndNoDefault()
    {
        var menu = new FailureMenu(canCleanUp: false, FailureAnswer.Cleanup);
        Assert.Null(menu.Parse("cleanup"));
        Assert.Equal(FailureAnswer.Quit, menu.Parse(""));
    }

    [Fact]
    public void Ask_NonsenseThenAnswer_AsksAgain()
    {
        using var error = new StringWriter();
        using var input = new StringReader("what\nr\n");
        Assert.Equal(FailureAnswer.Retry, new FailureMenu(canCleanUp: true, FailureAnswer.Quit).Ask(Messages(error), input));
        Assert.Contains("1. quit\n2. retry\n3. skip\n4. cleanup\n", error.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("'what' is none of quit, retry, skip, cleanup.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ask_EndOfInput_LeavesItToTheOptions()
    {
        using var error = new StringWriter();
        Assert.Null(new FailureMenu(canCleanUp: true, FailureAnswer.Retry).Ask(Messages(error), TextReader.Null));
    }

    private static Messages Messages(TextWriter error) => new(new Terminal { Output = TextWriter.Null, Error = error, Input = TextReader.Null }, LogLevel.Nothing);
}
