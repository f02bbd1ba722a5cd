using EdgeProvision.Cli.Tables;

namespace EdgeProvision.Cli.Tests.Tables;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(0, 0, "0K")]
    [InlineData(1024, 0, "1024K")]
    [InlineData(8178892, 0, "7.8G")]
    [InlineData(2048, 1, "2G")]
    [InlineData(1536, 1, "1.5G")]
    public void Text_Amount_HasTheUnitThatFits(long amount, int unit, string expected) => Assert.Equal(expected, Quantity.Text(amount, unit));

    [Fact]
    public void Share_KnownAndUnknown_AsOpenNebulaShowsThem()
    {
        Assert.Equal("100 / 400 (25%)", Quantity.Share("100", "400", 100, 400));
        Assert.Equal("-", Quantity.Share("0", "0", 0, 0));
    }
}
