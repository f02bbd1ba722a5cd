using System.Diagnostics;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>What goes wrong outside: the message says what stands, and how to go on or to get rid of it.</summary>
public sealed class BadDayTests(EdgeLab lab) : Scenario(lab)
{
    private static readonly FaultOrder TokenRefused = new()
    {
        Match = new CallMatch { Service = "packet" }, Status = 401, Body = """{"error":"Invalid authentication token"}""", Times = 0,
    };

    [Fact]
    public async Task Create_TokenRefused_EndsBeforeAnythingIsWritten()
    {
        await Control.FailAsync(TokenRefused, Stop);
        var last = (await Control.CallsAsync(0, Stop))[^1].Number;

        var text = await Lab.Start("create", Tree.Descriptor("edge"), "--batch").FailsAsync(Stop);

        Assert.Contains("Invalid authentication token", text, StringComparison.Ordinal);
        Assert.Contains("token", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(await Control.CallsAsync(last, Stop), Writes.Is);
        (await Control.LookAsync(Stop)).AssertEmpty();
    }

    [Fact]
    public async Task Delete_TokenRefused_TakesNothingForGone()
    {
        var provision = await CreateAsync("edge");
        await Control.FailAsync(TokenRefused, Stop);

        var text = await Lab.Start("delete", "edge", "--batch").FailsAsync(Stop);

        Assert.Contains("token", text, StringComparison.OrdinalIgnoreCase);
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(provision.Id, "edge-a");
        Assert.Equal(provision.Hosts[0].DeviceId, (await GetAsync("edge")).Hosts[0].DeviceId);
        await Control.CalmAsync(Stop);
        await Lab.Start("delete", "edge", "--batch").SucceedsAsync(Stop);
        (await Control.LookAsync(Stop)).AssertEmpty();
    }

    [Fact]
    public async Task Create_HostNeverAnswers_KeepsItSaysHowToGoOnAndGoesOn()
    {
        await Control.SetAsync(new ConditionsOrder(MuteNext: 1), Stop);
        var text = await Lab.Start("create", Tree.Descriptor("pair"), "--batch", "--ping-timeout", "25", "--ping-retries", "1").FailsAsync(Stop);

        var kept = await GetAsync("pair");
        var silent = kept.Hosts.Single(h => h.State != EdgeHostState.Ready);
        Assert.Contains($"HOST {silent.Id}", text, StringComparison.Ordinal);
        Assert.Contains(silent.Hostname, text, StringComparison.Ordinal);
        Assert.Contains(silent.Address!, text, StringComparison.Ordinal);
        Assert.Contains($"host {silent.Id} ({silent.Hostname}) with machine {silent.DeviceId} at packet", text, StringComparison.Ordinal);
        Assert.Contains($"oneprovision create {Tree.Descriptor("pair")}", text, StringComparison.Ordinal);
        Assert.Contains("oneprovision delete pair", text, StringComparison.Ordinal);
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(kept.Id, "pair-a", "pair-b");

        await Control.ActAsync(silent.DeviceId!, "power-on", Stop);
        await Lab.Start("create", Tree.Descriptor("pair"), "--batch").SucceedsAsync(Stop);
        var finished = await GetAsync("pair");
        Assert.Equal(ProvisionState.Ready, finished.State);
        Assert.Equal(kept.Hosts.Select(h => h.DeviceId), finished.Hosts.Select(h => h.DeviceId));
    }

    [Fact]
    public async Task Configure_HostKeyChanged_IsRefusedAndNothingIsSentThere()
    {
        var host = (await CreateAsync("edge")).Hosts[0];
        await Control.ActAsync(host.DeviceId!, "reinstall", Stop);

        var text = await ConfigureOnceItAnswersAsync();

        Assert.Contains("host key", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(host.Address!, text, StringComparison.Ordinal);
        Assert.Contains($"HOST {host.Id}", text, StringComparison.Ordinal);
        Assert.Contains($"onehost update {host.Id}", text, StringComparison.Ordinal);
        Assert.Contains($"What stands is kept, and what is rented costs money: host {host.Id} (edge-a) with machine {host.DeviceId} at packet.", text, StringComparison.Ordinal);
        Assert.Contains("oneprovision configure edge", text, StringComparison.Ordinal);
        Assert.Contains($"oneprovision host delete {host.Id}", text, StringComparison.Ordinal);
        var kept = (await GetAsync("edge")).Hosts[0];
        Assert.Equal((host.SshHostKey, host.DeviceId), (kept.SshHostKey, kept.DeviceId));
        await DeleteAsync("edge");
    }

    [Fact]
    public async Task Create_AnswersLostAndListsLag_BuysOnce()
    {
        await Control.SetAsync(new ConditionsOrder(ListLagMs: 1500), Stop);
        await Control.FailAsync(new FaultOrder { Match = new CallMatch { Service = "packet", Method = "POST", Path = "/projects/*/devices" }, Kind = FaultKind.LostAnswer, Times = 2 }, Stop);

        await Lab.Start("create", Tree.Descriptor("pair"), "--batch").SucceedsAsync(Stop);

        await Control.CalmAsync(Stop);
        var provision = await GetAsync("pair");
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(provision.Id, "pair-a", "pair-b");
    }

    [Fact]
    public async Task Create_FrontEndAndProviderStumble_GetsThereUnaided()
    {
        await Control.FailAsync(new FaultOrder { Match = new CallMatch { Service = "packet", Method = "GET" }, Status = 503, Nth = 2, Times = 3 }, Stop);
        await Control.FailAsync(new FaultOrder { Match = new CallMatch { Service = "packet", Method = "GET", Path = "/devices/*" }, Status = 429, RetryAfter = 1, Times = 2 }, Stop);
        await Control.FailAsync(new FaultOrder { Match = new CallMatch { Service = "frontend", RpcMethod = "one.host.*" }, Kind = FaultKind.LostAnswer, Nth = 2, Times = 3 }, Stop);

        await Lab.Start("create", Tree.Descriptor("pair"), "--batch").SucceedsAsync(Stop);

        var provision = await GetAsync("pair");
        Assert.Equal(ProvisionState.Ready, provision.State);
        (await Control.LookAsync(Stop)).AssertOneDeviceEach(provision.Id, "pair-a", "pair-b");
    }

    /// <summary>While the machine boots it answers nothing, which is another error.</summary>
    private async Task<string> ConfigureOnceItAnswersAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            using var tool = Lab.Start("configure", "edge", "--force", "--batch");
            var text = await tool.FailsAsync(Stop);
            if (text.Contains("host key", StringComparison.OrdinalIgnoreCase) || Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(60))
                return text;
        }
    }
}
