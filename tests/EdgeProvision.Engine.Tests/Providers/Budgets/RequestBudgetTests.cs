using EdgeProvision.Engine.Providers.Budgets;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Engine.Tests.Providers.Budgets;

public sealed class RequestBudgetTests
{
    private readonly FakeTimeProvider time = new(Clock.Start);

    [Fact]
    public async Task Take_WithinTheBurst_NeverWaits()
    {
        var budget = new RequestBudget(new BudgetRate(1, 5), time);

        for (var i = 0; i < 5; i++)
            Assert.True(budget.TakeAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully);
        Assert.False(budget.TakeAsync(new CancellationTokenSource(TimeSpan.FromSeconds(1)).Token).IsCompleted);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Take_BeyondTheBurst_IsServedAtTheRateInOrder()
    {
        var budget = new RequestBudget(new BudgetRate(10, 5), time);
        var order = new List<int>();

        var elapsed = await time.RunAsync(Task.WhenAll(Enumerable.Range(0, 25).Select(TakeOneAsync)), TimeSpan.FromMilliseconds(50));

        Assert.Equal(Enumerable.Range(0, 25), order);
        Assert.InRange(elapsed.TotalSeconds, 1.9, 3.5);

        async Task TakeOneAsync(int number)
        {
            await budget.TakeAsync(TestContext.Current.CancellationToken);
            lock (order)
                order.Add(number);
        }
    }

    [Fact]
    public async Task Observe_Pause_HoldsEverybodyBackAndIsCapped()
    {
        var budget = new RequestBudget(new BudgetRate(10, 5), time);
        budget.Observe(new RateSignal(null, TimeSpan.FromHours(9)), TimeSpan.FromSeconds(30));

        var elapsed = await time.RunAsync(budget.TakeAsync(TestContext.Current.CancellationToken));

        Assert.InRange(elapsed.TotalSeconds, 30, 30.5);
    }

    [Fact]
    public async Task Observe_ServiceCountsLessThanWe_TakesItsWord()
    {
        var budget = new RequestBudget(new BudgetRate(1, 50), time);
        budget.Observe(new RateSignal(1, null), TimeSpan.FromSeconds(30));

        Assert.True(budget.TakeAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully);
        var elapsed = await time.RunAsync(budget.TakeAsync(TestContext.Current.CancellationToken));

        Assert.InRange(elapsed.TotalSeconds, 0.9, 1.3);
    }

    [Fact]
    public async Task Take_CancelledWhileWaiting_LeavesTheQueueUsable()
    {
        var budget = new RequestBudget(new BudgetRate(1, 1), time);
        await budget.TakeAsync(TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var cancelled = budget.TakeAsync(stop.Token);
        var next = budget.TakeAsync(TestContext.Current.CancellationToken);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await time.RunAsync(next);
        await next;
    }

    [Fact]
    public void Read_NothingRemains_PausesUntilTheResetByTheServicesClock()
    {
        // The service's clock is a day ahead.
        using var response = ScriptedService.Reply(
            200, "", "text/plain", ("X-RateLimit-Remaining", "0"),
            ("X-RateLimit-Reset", Clock.Start.AddDays(1).AddSeconds(12).ToUnixTimeSeconds().ToString()), ("Date", Clock.Start.AddDays(1).ToString("R")));

        Assert.Equal(new RateSignal(0, TimeSpan.FromSeconds(12)), RateSignal.Read(response, time));
    }

    [Theory]
    [InlineData("5", "99999999999999999999")]
    [InlineData("soon", "never")]
    [InlineData("0", "-1")]
    [InlineData("0", "9223372036854775807")]
    public void Read_NonsenseOrPlenty_DoesNotPause(string remaining, string reset)
    {
        using var response = ScriptedService.Reply(200, "", "text/plain", ("X-RateLimit-Remaining", remaining), ("X-RateLimit-Reset", reset));

        Assert.Null(RateSignal.Read(response, time).Pause);
    }

    [Fact]
    public async Task Budget_TwoDriversOfOneProject_ShareIt()
    {
        var world = new ProviderWorld();
        var second = world.Drivers.Open(world.Settings);
        world.Service.Answer(200, ProviderWorld.Device(), "application/json", ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", Clock.Start.AddSeconds(20).ToUnixTimeSeconds().ToString()))
            .Answer(200, ProviderWorld.Device());

        await world.Driver.GetDeviceAsync("d-1", TestContext.Current.CancellationToken);
        var call = second.GetDeviceAsync("d-1", TestContext.Current.CancellationToken);
        var elapsed = await world.Time.RunAsync(call);

        Assert.NotNull(await call);
        Assert.InRange(elapsed.TotalSeconds, 20, 20.5);
    }
}
