using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;

namespace EdgeProvision.PowerShell.Tests;

public sealed class ViewTests : IDisposable
{
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task Provision_OfTheTalk_ShowsWhatTheTalkShowed()
    {
        var lines = await ShowAsync(Samples.Fosdem);

        Assert.Matches(@"^Name +State +Configuration +Clusters +Hosts +Networks +Datastores$", lines[0]);
        Assert.Matches(@"^fosdem +Ready +configured +1 +2 +3 +2$", lines[2]);
    }

    [Fact]
    public async Task EdgeHost_ShowsStateAfterNameAndMemoryInGigabytes()
    {
        var lines = await ShowAsync(Samples.Fosdem.Hosts[0]);

        Assert.Matches(@"^ +Id +Name +State +Cluster +Hostname +CPU +Memory$", lines[0]);
        Assert.Matches(@"^ +0 147\.75\.1\.10 +Ready +fosdem +fosdem-node1-c7 +400 +7\.8G$", lines[2]);
    }

    [Fact]
    public async Task EveryView_FitsAHundredColumns()
    {
        object[] items =
        [
            Samples.Fosdem, Samples.Fosdem.Hosts[0], Samples.Fosdem.Clusters[0], Samples.Fosdem.Networks[0], Samples.Fosdem.Datastores[0],
            Samples.Plan, Samples.Plan.Steps[0], Samples.Operation, Samples.Operation.Steps[0], Samples.Cloud, Samples.Drift, Samples.Drift.Steps[1],
        ];
        foreach (var item in items)
        {
            var lines = await ShowAsync(item);

            Assert.True(lines.Count >= 3, item.GetType().Name);
            Assert.StartsWith("-", lines[1].TrimStart(), StringComparison.Ordinal);
            Assert.All(lines, line => Assert.True(line.Length <= 100, line));
        }
    }

    [Fact]
    public async Task Operation_ShowsItsOutcomeAndDuration()
    {
        var lines = await ShowAsync(Samples.Operation);

        Assert.Matches(@"^fosdem +Succeeded +create +2020-02-02 10:00:00 +15:36 +oneadmin@front$", lines[2]);
    }

    [Fact]
    public async Task HostDrift_NamesTheStepsThatAreNotAsTheyShouldBe()
    {
        var lines = await ShowAsync(Samples.Drift);

        Assert.Matches(@"^Host +InDesiredState +Changes +Failures +Drift$", lines[0]);
        Assert.Matches(@"^147\.75\.1\.10 +False +1 +1 +Settings of the SSH server, ", lines[2]);
    }

    public void Dispose() => _session.Dispose();

    private async Task<IReadOnlyList<string>> ShowAsync(object item)
    {
        var before = _session.Host.Screen.Text.Length;
        (await _session.RunAsync("$item | Out-Default", new Dictionary<string, object?> { ["item"] = item })).Succeeded();
        return [.. _session.Host.Screen.Text[before..].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd())];
    }
}
