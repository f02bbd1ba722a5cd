using System.Management.Automation.Host;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.Objects;

namespace EdgeProvision.PowerShell.Tests;

public sealed class ViewTests : IDisposable
{
    private static readonly Plan PricedPlan = Samples.Plan with
    {
        Steps = [Samples.Plan.Steps[0] with { HostKey = "a", ExpectedDuration = TimeSpan.FromMinutes(5), HourlyCost = 0.07m, Currency = "USD" }],
    };

    private readonly ModuleSession _session = new();

    [Fact]
    public async Task Provision_OfTheTalk_ShowsWhatTheTalkShowed()
    {
        var lines = await ShowAsync(Samples.Fosdem);

        Assert.Matches(@"^Name +State +Clusters +Hosts +Networks +Datastores$", lines[0]);
        Assert.Matches(@"^fosdem +Ready \(configured\) +1 +2 +3 +2$", lines[2]);
    }

    [Fact]
    public async Task EdgeHost_OfTheTalk_ShowsWhatTheTalkShowed()
    {
        var lines = await ShowAsync(Samples.Fosdem.Hosts[0]);

        Assert.Matches(@"^ +Id +Hostname +State +Address +Cluster$", lines[0]);
        Assert.Matches(@"^ +0 fosdem-node1-c7 +Ready \(on\) +147\.75\.1\.10 +fosdem$", lines[2]);
    }

    [Fact]
    public async Task EdgeHost_WithoutAKey_IsShownByItsName()
    {
        var lines = await ShowAsync(Samples.Fosdem.Hosts[0] with { Hostname = "", Name = "provision-0a1b", Address = null, State = EdgeHostState.Configuring, FrontEndState = "update" });

        Assert.Matches(@"^ +0 provision-0a1b +Configuring \(update\) +fosdem$", lines[2]);
    }

    [Fact]
    public void EveryTable_HasSixColumnsAtMostAndNoColourOfItsOwn()
    {
        var file = File.ReadAllText(Path.Combine(StagedModule.Directory, "EdgeProvision.Format.ps1xml"));
        var tables = XDocument.Parse(file).Descendants("TableControl").ToList();

        Assert.NotEmpty(tables);
        Assert.All(tables, t => Assert.InRange(t.Descendants("TableColumnHeader").Count(), 2, 6));
        Assert.All(tables, t => Assert.Equal(t.Descendants("TableColumnHeader").Count(), t.Descendants("TableColumnItem").Count()));
        Assert.DoesNotMatch(@"`e\[|\x1b|\[char\]", file);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Table_InAnOrdinaryTerminal_ShowsEveryColumnAndWhatMatters(string name)
    {
        Assert.True(TableSamples.All.TryGetValue(name, out var sample), $"The table {name} has no sample.");
        var columns = Views("TableControl").Single(v => v.Element("Name")!.Value == name).Descendants("TableColumnHeader").Select(c => c.Element("Label")!.Value).ToList();
        _session.Host.Screen.RawUI.BufferSize = _session.Host.Screen.RawUI.WindowSize = new Size(80, 500);

        var lines = await ShowAsync(sample.Item);

        Assert.Matches($"^ *{string.Join(" +", columns.Select(Regex.Escape))}$", lines[0]);
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        Assert.All(sample.Shown, text => Assert.Contains(lines, line => line.Contains(text, StringComparison.Ordinal)));
    }

    [Fact]
    public void TableSamples_AreOfTheTypesThatTheTablesShow() =>
        Assert.All(Views("TableControl"), v => Assert.Equal(v.Descendants("TypeName").Single().Value, TableSamples.All[v.Element("Name")!.Value].Item.GetType().FullName));

    [Theory]
    [InlineData("Provision")]
    [InlineData("EdgeHost")]
    [InlineData("EdgeCluster")]
    [InlineData("EdgeDatastore")]
    [InlineData("EdgeNetwork")]
    [InlineData("EdgeAddress")]
    [InlineData("EdgeOrphan")]
    public void List_HasEveryProperty(string type)
    {
        var model = typeof(Provision).Assembly.GetType("EdgeProvision.Model." + type)!;
        var file = XDocument.Load(Path.Combine(StagedModule.Directory, "EdgeProvision.Format.ps1xml"));
        var list = file.Descendants("View").Single(v => v.Element("Name")!.Value == type + "List");
        var shown = string.Join(' ', list.Descendants("ListItem").Select(i => i.Value));

        Assert.All(model.GetProperties(), p => Assert.Contains(p.Name, shown, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ProvisionState.Ready, "$PSStyle.Foreground.Green")]
    [InlineData(ProvisionState.Error, "$PSStyle.Formatting.Error")]
    [InlineData(ProvisionState.Off, "$PSStyle.Dim")]
    [InlineData(ProvisionState.Deleting, "$PSStyle.Formatting.Warning")]
    public async Task State_HasTheColourThatTheUsersStyleSays(ProvisionState state, string style)
    {
        // Whatever the style is, it is the user's.
        await _session.RunAsync("$PSStyle.Formatting.Error = \"`e[38;5;200m\"; $PSStyle.Foreground.Green = \"`e[38;5;100m\"");
        var code = (await _session.RunAsync(style)).Single.ToString();

        await ShowAsync(Samples.Fosdem with { State = state });

        Assert.Contains($"{code}{state} (configured)\u001b[0m", _session.Host.Screen.Decorated, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryView_FitsAHundredColumns()
    {
        object[] items =
        [
            Samples.Fosdem, Samples.Fosdem.Hosts[0], Samples.Fosdem.Clusters[0], Samples.Fosdem.Networks[0], Samples.Fosdem.Datastores[0],
            Samples.Plan.Steps[0], Samples.Operation, Samples.Operation.Steps[0], Samples.Cloud, Samples.Drift, Samples.Drift.Steps[1],
            new EdgeAddressRange(0, "IP4_6", "192.168.150.200", "192.168.150.254", 54, "packet"), new EdgeSandbox { Id = "default", State = EdgeSandboxState.Running, Directory = "/var/lib", Endpoint = "http://127.0.0.1:40000/RPC2", Release = "6.10", ProcessId = 4_000_000, StartedAt = DateTimeOffset.UnixEpoch },
            new EdgeAddress("198.18.255.255", EdgeAddressState.AwaitingApproval, "0f4cd6b0-6d84-4a9c-8a6e-000000000001", 4, "packet", "fosdem", "8fc831e6") { Hostname = "147.75.100.100", VirtualMachineId = 4711, Network = "fosdem-public" },
            new EdgeLease("192.168.150.200", "02:00:c0:a8:96:c8", "reservation", 12),
            .. Samples.Offers,
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
    public async Task Plan_ShowsItsStepsAndNotes()
    {
        _session.Host.Screen.RawUI.BufferSize = _session.Host.Screen.RawUI.WindowSize = new Size(200, 500);

        var lines = await ShowAsync(PricedPlan);

        Assert.Contains("In all    : 1 step, about 5 min, 0.07 USD/h more", lines);
        Assert.Contains($"Steps     : {PlanText.Of(PricedPlan.Steps[0])}", lines);
        Assert.Contains("Notes     : A note.", lines);
    }

    [Fact]
    public async Task Plan_BesideOtherThings_ShowsNoMachineText()
    {
        (await _session.RunAsync("$cloud, $item | Out-Default", new Dictionary<string, object?> { ["item"] = PricedPlan, ["cloud"] = Samples.Cloud })).Succeeded();

        Assert.Matches(@"HourlyCost +: 0\.07\n", _session.Host.Screen.Text);
        Assert.DoesNotContain("PlanStep {", _session.Host.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EdgeDatastore_ShowsItsUsage()
    {
        var lines = await ShowAsync(Samples.Fosdem.Datastores[0] with { ImageCount = 3, TotalMb = 10240, FreeMb = 9216 });

        Assert.Matches(@"^ +Id +Name +State +Type +Usage +Provision$", lines[0]);
        Assert.Matches(@"^ +100 fosdem-default +on +img fs ssh +1\.0G of 10\.0G +fosdem$", lines[2]);
        Assert.Matches(@"^ +3 images$", lines[3]);
    }

    [Fact]
    public async Task EdgeNetwork_ShowsItsRangesAndHowManyAddressesAreUsed()
    {
        var lines = await ShowAsync(Samples.Fosdem.Networks[0] with { UsedLeases = 2, AddressRanges = [new EdgeAddressRange(0, "IP4", "10.1.0.1", "10.1.0.10", 10, null), new EdgeAddressRange(1, "ETHER", null, null, 4, null)] });

        Assert.Matches(@"^ +Id +Name +State +Bridge +Addresses +Provision$", lines[0]);
        Assert.Matches(@"^ +0 fosdem-public +rdy +onebr0 +10\.1\.0\.1-10 +fosdem$", lines[2]);
        Assert.Equal(["4 of ETHER", "(2 used)"], lines.Skip(3).Select(l => l.Trim()));
    }

    [Fact]
    public async Task Operation_ShowsItsOutcomeAndDuration()
    {
        var lines = await ShowAsync(Samples.Operation);

        Assert.Matches(@"^fosdem +Succeeded +create +2020-02-02 10:00 +15:36 +oneadmin$", lines[2]);
    }

    [Fact]
    public async Task HostDrift_NamesTheStepsThatAreNotAsTheyShouldBe()
    {
        var lines = await ShowAsync(Samples.Drift);

        Assert.Matches(@"^Host +InDesiredState +Changes +Failures +Drift$", lines[0]);
        Assert.Matches(@"^fosdem-node1-c7 +False +1 +1 +Settings of the SSH server, ", lines[2]);
    }

    [Fact]
    public async Task EdgeHardware_ShowsWhatItHasCostsAndWhere()
    {
        var lines = await ShowAsync(Samples.Offers[2]);

        Assert.Matches(@"^Name +Cores +Memory +Per hour +Stock +Locations$", lines[0]);
        Assert.Matches(@"^baremetal_0 +4 +8G +0\.07 USD +Limited +place0,place1,", lines[2]);
    }

    public static TheoryData<string> Tables() => [.. Views("TableControl").Select(v => v.Element("Name")!.Value)];

    public void Dispose() => _session.Dispose();

    private static IEnumerable<XElement> Views(string control) =>
        XDocument.Load(Path.Combine(StagedModule.Directory, "EdgeProvision.Format.ps1xml")).Descendants("View").Where(v => v.Element(control) is not null);

    private async Task<IReadOnlyList<string>> ShowAsync(object item)
    {
        var before = _session.Host.Screen.Text.Length;
        (await _session.RunAsync("$item | Out-Default", new Dictionary<string, object?> { ["item"] = item })).Succeeded();
        return [.. _session.Host.Screen.Text[before..].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd())];
    }
}
