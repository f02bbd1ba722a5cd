using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Sandbox.Tests.Contract.Machines;

public abstract partial class MachineContract
{
    [Theory]
    [InlineData(FaultKind.Status, "ProviderUnavailable", ErrorKind.Unreachable)]
    [InlineData(FaultKind.Drop, "ProviderUnreachable", ErrorKind.Unreachable)]
    [InlineData(FaultKind.Reset, "ProviderUnreachable", ErrorKind.Unreachable)]
    [InlineData(FaultKind.LostAnswer, "ProviderUnreachable", ErrorKind.Unreachable)]
    [InlineData(FaultKind.Truncate, "ProviderInvalidAnswer", ErrorKind.InvalidAnswer)]
    [InlineData(FaultKind.LateAnswer, "ProviderTimeout", ErrorKind.Timeout)]
    public async Task Ask_ServiceInTrouble_IsRepeatedAndThenATransientError(FaultKind kind, string code, ErrorKind sort)
    {
        await RunAsync("node1");
        var isLate = kind == FaultKind.LateAnswer;
        var patient = await _bench.OpenAsync(isLate ? Opening.Persistent : Opening.Again);
        var driver = isLate ? await _bench.OpenAsync(Opening.Impatient) : patient;
        _bench.Fail(BenchCall.Any, kind);
        await _bench.AskAsync(patient);
        _bench.Fail(BenchCall.Any, kind, times: 0);

        await FailsAsync(driver, code, sort, isTransient: true);

        // It is over, and nobody has to begin anew.
        _bench.Board.ClearFaults();
        await AnsweredAsync(driver);
    }

    [Fact]
    public async Task Ask_RequestLimit_IsATransientLimit()
    {
        await RunAsync("node1");
        var driver = await _bench.OpenAsync(Opening.Again);
        _bench.LimitRequests(BenchCall.Any);

        await FailsAsync(driver, "ProviderRateLimited", ErrorKind.LimitReached, isTransient: true);
    }

    [Fact]
    public async Task Ask_WrongCredentials_SaysSoAndShowsNoSecret()
    {
        await RunAsync("node1");

        await FailsAsync(await _bench.OpenAsync(Opening.WrongCredentials), null, ErrorKind.AccessDenied, isTransient: false);
    }

    [Fact]
    public async Task Ask_WhereNobodyListens_IsATransientError()
    {
        await RunAsync("node1");

        await FailsAsync(await _bench.OpenAsync(Opening.NobodyListens), "ProviderUnreachable", ErrorKind.Unreachable, isTransient: true);
    }

    /// <summary>A computer that is busy may need longer than an impatient driver waits.</summary>
    private async Task AnsweredAsync(EdgeProvision.Engine.Providers.IProviderDriver driver)
    {
        for (var step = 0; ; step++)
        {
            try
            {
                await _bench.AskAsync(driver);
                return;
            }
            catch (EdgeException e) when (e.Kind == ErrorKind.Timeout && step < 30)
            {
                // It asks again.
            }
        }
    }

    private async Task FailsAsync(EdgeProvision.Engine.Providers.IProviderDriver driver, string? code, ErrorKind kind, bool isTransient)
    {
        if (!Offer.AsksAService)
        {
            await _bench.AskAsync(driver);
            Assert.Empty(_bench.Trace);
            return;
        }

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => _bench.AskAsync(driver));
        Assert.Equal((code ?? error.Code, kind, isTransient), (error.Code, error.Kind, error.IsTransient));
        AssertHelps(error);
    }
}
