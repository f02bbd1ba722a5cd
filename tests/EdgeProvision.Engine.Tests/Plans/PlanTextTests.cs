using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Plans;

public sealed class PlanTextTests
{
    private static readonly PlanStep Rent = new("host/a/rent", "RentDevice", "a", "Rent a machine", PlanEffect.Rent, []) { HostKey = "a" };
    private static readonly PlanStep Release = new("host/b/release", "ReleaseDevice", "b", "Release a machine", PlanEffect.Release, []) { HostKey = "b" };

    [Theory]
    [InlineData(0.2, "about 1 s")]
    [InlineData(4.4, "about 4 s")]
    [InlineData(89, "about 89 s")]
    [InlineData(90, "about 2 min")]
    [InlineData(3540, "about 59 min")]
    [InlineData(3600, "about 1 h")]
    [InlineData(4800, "about 1 h 20 min")]
    public void Of_ATime_IsRoundedToWhatMatters(double seconds, string text) => Assert.Equal(text, PlanText.Of(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Of_AStep_TellsWhatIsKnown()
    {
        Assert.Equal("Rent a machine", PlanText.Of(Rent));
        Assert.Equal("Rent a machine (about 3 min)", PlanText.Of(Rent with { ExpectedDuration = TimeSpan.FromMinutes(3) }));
        Assert.Equal("Rent a machine (about 3 min, 0.07 USD/h)", PlanText.Of(Rent with { ExpectedDuration = TimeSpan.FromMinutes(3), HourlyCost = 0.07m, Currency = "USD" }));
        Assert.Equal("Release a machine (-0.1234 USD/h)", PlanText.Of(Release with { HourlyCost = -0.1234m, Currency = "USD" }));
    }

    [Fact]
    public void Total_OfAPlan_AddsUpAndSaysWhatIsNotTold()
    {
        Assert.Equal("1 step", Total(Rent with { Effect = PlanEffect.Create }));
        Assert.Equal("1 step, at a price that the provider does not tell", Total(Rent));
        Assert.Equal("1 step", Total(Release));
        Assert.Equal("1 step, 0.07 USD/h more", Total(Priced(Rent, 0.07m)));
        Assert.Equal("1 step, 0.07 USD/h less", Total(Priced(Release, -0.07m)));
        Assert.Equal("2 steps, the same cost", Total(Priced(Rent, 0.07m), Priced(Release, -0.07m)));
        Assert.Equal("2 steps, 0.07 USD/h more and 1 machine whose price is not told", Total(Priced(Rent, 0.07m), Rent with { HostKey = "c" }));
        Assert.Equal("2 steps, 0.07 USD/h more and 1 address range whose price is not told", Total(Priced(Rent, 0.07m), Rent with { HostKey = null }));
        Assert.Equal("1 step, about 3 min, 0.07 USD/h more", Total(Priced(Rent, 0.07m) with { ExpectedDuration = TimeSpan.FromMinutes(3) }));
    }

    private static PlanStep Priced(PlanStep step, decimal cost) => step with { HourlyCost = cost, Currency = "USD" };

    private static string Total(params PlanStep[] steps) => PlanText.Total(new Plan("create", "edge", null, steps, []));
}
