using System.Globalization;
using EdgeProvision.Cli.Tables;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Tests.Tables;

public sealed class TableWriterTests
{
    private static readonly TableDefinition<(int Id, string Name, string Stat)> s_table = new(
    [
        new("ID", 4, r => r.Id.ToString(CultureInfo.InvariantCulture)) { Description = "id" },
        new("NAME", 6, r => r.Name) { Description = "name", IsLeft = true, Expands = true },
        new("STAT", 5, r => r.Stat) { Description = "state", IsLeft = true },
    ]);

    private static readonly (int, string, string)[] s_rows = [(7, "short", "on"), (12, "a-longer-name", "error-state"), (100, "x", "off")];

    [Fact]
    public void Write_NarrowTerminal_CutsToTheWidths() => Expect(
        new TableSettings { Width = 17 },
        "  ID NAME   STAT",
        "   7 short  on",
        "  12 a-long error",
        " 100 x      off");

    [Fact]
    public void Write_WithRoom_LetsTheNameGrow() => Expect(
        new TableSettings(),
        "  ID NAME          STAT",
        "   7 short         on",
        "  12 a-longer-name error",
        " 100 x             off");

    [Fact]
    public void Write_AdjustAndSize_ChangeTheWidths() => Expect(
        new TableSettings { Adjust = ["stat"], Sizes = new Dictionary<string, int> { ["ID"] = 2, ["NAME"] = 3 } },
        "ID NAM STAT",
        " 7 sho on",
        "12 a-l error-state",
        "10 x   off");

    [Fact]
    public void Write_NoExpandNoHeader_KeepsWidthsAndLeavesHeadingsOut() => Expect(
        new TableSettings { NoExpand = true, NoHeader = true, List = ["NAME", "id"] },
        "short     7",
        "a-long   12",
        "x       100");

    [Fact]
    public void Write_Csv_QuotesWhatHoldsTheDelimiter()
    {
        using var output = new StringWriter();
        TableWriter.Write(output, s_table, [(1, "a,b", "say \"x\""), (2, "c", "on")], new TableSettings { Csv = true });
        Assert.Equal("ID,NAME,STAT\n1,\"a,b\",\"say \"\"x\"\"\"\n2,c,on\n", output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Write_CsvDelimiter_IsUsed() => Expect(new TableSettings { Csv = true, CsvDelimiter = ";", List = ["ID", "STAT"] }, "ID;STAT", "7;on", "12;error-state", "100;off");

    [Theory]
    [InlineData("STAT=on", "7")]
    [InlineData("STAT!=on", "12 100")]
    [InlineData("ID>=12", "12 100")]
    [InlineData("ID<12", "7")]
    [InlineData("NAME~LONG", "12")]
    [InlineData("STAT!=on,ID>50", "100")]
    public void Write_Filter_ShowsWhatMatches(string filter, string expected)
    {
        using var output = new StringWriter();
        TableWriter.Write(output, s_table, s_rows, new TableSettings { Filter = filter.Split(','), List = ["ID"], NoHeader = true });
        Assert.Equal(expected, string.Join(' ', output.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void Write_FilterWithOr_OneConditionIsEnough() =>
        Expect(new TableSettings { Filter = ["STAT=on", "ID>50"], AnyFilter = true, List = ["ID"], NoHeader = true }, "   7", " 100");

    [Fact]
    public void Write_UnknownColumn_IsRefusedWithTheColumns()
    {
        var error = Assert.Throws<EdgeException>(() => TableWriter.Write(TextWriter.Null, s_table, s_rows, new TableSettings { List = ["ID", "COLOUR"] }));
        Assert.Equal("ColumnUnknown", error.Code);
        Assert.Contains("ID, NAME, STAT", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NoFilterAtAll_IsRefused() =>
        Assert.Equal("FilterInvalid", Assert.Throws<EdgeException>(() => TableWriter.Write(TextWriter.Null, s_table, s_rows, new TableSettings { Filter = ["STAT"] })).Code);

    [Fact]
    public void Write_Colour_PaintsTheStatusAlone()
    {
        using var output = new StringWriter();
        TableWriter.Write(output, s_table, [(1, "on", "on")], new TableSettings { HasColour = true, NoHeader = true });
        Assert.Equal("   1 on     \u001b[32mon\u001b[0m", output.ToString().TrimEnd());
    }

    private static void Expect(TableSettings settings, params string[] lines)
    {
        using var output = new StringWriter();
        TableWriter.Write(output, s_table, s_rows, settings);
        Assert.Equal(lines, output.ToString().TrimEnd('\r', '\n').Split(Environment.NewLine));
    }
}
