using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>Sessions on real hosts: ended by a signal, refused by a host that is off, given up where nobody answers.</summary>
public sealed class HostSshTests(EdgeLab lab) : Scenario(lab)
{
    [Theory]
    [InlineData(PosixSignal.SIGINT, "3971")]
    [InlineData(PosixSignal.SIGTERM, "3972")]
    public async Task Ssh_SignalSentToTheCommandAlone_EndsItsSshToo(PosixSignal signal, string seconds)
    {
        await CreateAsync("edge");
        using var tool = Lab.Start("host", "ssh", "edge-a", $"echo there; exec sleep {seconds}");
        await tool.SaysAsync("there", Stop);
        Assert.NotEmpty(Clients(seconds));

        var clock = Stopwatch.StartNew();
        tool.Signal(signal);
        var code = await tool.EndAsync(Stop);

        Assert.NotEqual(0, code);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(40));
        Assert.Empty(Clients(seconds));
    }

    [Fact]
    public async Task Ssh_HostSwitchedOffAndOnAgain_IsRefusedAtOnceAndThenOpened()
    {
        await CreateAsync("edge");
        await Lab.Start("host", "poweroff", "edge-a").SucceedsAsync(Stop);

        var clock = Stopwatch.StartNew();
        var refused = await Lab.Start("host", "ssh", "edge-a", "hostname").FailsAsync(Stop);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(40));
        Assert.Contains("is switched off", refused, StringComparison.Ordinal);
        await Lab.Start("host", "resume", "edge-a").SucceedsAsync(Stop);

        Assert.Equal("edge-a", (await Lab.Start("host", "ssh", "edge-a", "hostname").SucceedsAsync(Stop)).Trim());
    }

    [Fact]
    public async Task Ssh_HostThatNobodyKnowsIsDown_IsGivenUpSoon()
    {
        var host = (await CreateAsync("edge")).Hosts[0];
        await Control.ActAsync(host.DeviceId!, "mute", Stop);

        var clock = Stopwatch.StartNew();
        var text = await Lab.Start("host", "ssh", "edge-a", "hostname").FailsAsync(Stop);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(90));
        Assert.Contains(host.Address!, text, StringComparison.Ordinal);
    }

    /// <summary>Processes named ssh that run that command somewhere.</summary>
    private static IReadOnlyList<int> Clients(string seconds) =>
        [.. Process.GetProcessesByName("ssh").Where(p => Arguments(p.Id).Contains($"sleep {seconds}", StringComparison.Ordinal)).Select(p => p.Id)];

    private static string Arguments(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
