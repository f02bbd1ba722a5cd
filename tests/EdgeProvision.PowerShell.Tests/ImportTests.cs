using System.Management.Automation;
using System.Text.Json.Nodes;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Import-EdgeProvision, against a real SSH server in the place of the machine.</summary>
public sealed class ImportTests : IAsyncDisposable
{
    private const int Port = 50122;

    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task ImportEdgeProvision_OfTheOriginals_AsksForTheKeyAndMakesItOurs()
    {
        var machines = await MakeAsync();
        await using var sshd = await StrangeSshd.StartAsync("127.77.0.1", Port, Path.Combine(_world.Folder, "key"));
        _session.Host.Screen.Answers.Enqueue("Yes");

        var provision = (Provision)(await _session.RunAsync("Get-EdgeProvision old | Import-EdgeProvision -PassThru")).Single.BaseObject;

        Assert.Contains(sshd.Fingerprint, Assert.Single(_session.Host.Screen.Questions), StringComparison.Ordinal);
        Assert.NotNull(provision.RecordId);
        Assert.StartsWith("ssh-ed25519 ", provision.Hosts[0].SshHostKey, StringComparison.Ordinal);
        Assert.Contains($"edge-key={OriginalProvision.Id}/host/old-node1", Tags(machines[0]));
        Assert.Contains("OpenNebula", Tags(machines[0]));
        Assert.Equal("import", ((Operation)(await _session.RunAsync("Get-EdgeOperation old")).Single.BaseObject).Verb);
        Assert.Empty((await _session.RunAsync("Compare-EdgeProvision old")).Succeeded().Output);
        Assert.Equal("root", (await _session.RunAsync("(Get-EdgeHost old-node1 | Invoke-EdgeHostCommand whoami).Output.Trim()")).Single.ToString());

        (await _session.RunAsync("Remove-EdgeProvision old -Confirm:$false")).Succeeded();
        Assert.Empty(_world.Room.List());
    }

    [Fact]
    public async Task ImportEdgeProvision_WhatIf_ShowsThePlanWithTheKeyAndChangesNothing()
    {
        await MakeAsync();
        await using var sshd = await StrangeSshd.StartAsync("127.77.0.1", Port);
        var before = Everything();

        (await _session.RunAsync("Import-EdgeProvision old -WhatIf")).Succeeded();
        var plan = (Plan)(await _session.RunAsync("Import-EdgeProvision old -WhatIf -PassThru")).Single.BaseObject;

        Assert.Contains(sshd.Fingerprint, _session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.Equal(["GreetHost", "AdoptRecord", "AdoptHost", "TagDevice"], plan.Steps.Select(s => s.Kind));
        Assert.Equal(before, Everything());
    }

    [Fact]
    public async Task ImportEdgeProvision_TheKeyIsNotTheGivenOne_IsRefused()
    {
        await MakeAsync();
        await using var sshd = await StrangeSshd.StartAsync("127.77.0.1", Port, Path.Combine(_world.Folder, "key"));
        var before = Everything();

        var refused = await _session.RunAsync("Import-EdgeProvision old -AcceptHostKey SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        _session.Host.Screen.Answers.Enqueue("No");
        var declined = await _session.RunAsync("Import-EdgeProvision old");

        Assert.Equal(["HostKeyNotAccepted"], refused.ErrorIds);
        Assert.Equal(["HostKeysNotConfirmed"], declined.ErrorIds);
        Assert.Equal(ErrorCategory.SecurityError, declined.Errors[0].CategoryInfo.Category);
        Assert.Contains($"-AcceptHostKey {sshd.Fingerprint}", declined.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(before, Everything());

        (await _session.RunAsync($"Import-EdgeProvision old -AcceptHostKey {sshd.Fingerprint}")).Succeeded();
        Assert.Single(_session.Host.Screen.Questions);
        Assert.NotNull(((Provision)(await _session.RunAsync("Get-EdgeProvision old")).Single.BaseObject).RecordId);
    }

    [Fact]
    public async Task ImportEdgeProvision_TheHostLetsNobodyIn_WritesNothing()
    {
        await MakeAsync();
        await using var sshd = await StrangeSshd.StartAsync("127.77.0.1", Port);
        var before = Everything();

        var result = await _session.RunAsync("Import-EdgeProvision old, nosuch -Force");

        Assert.Equal(["ProvisionNotFound", "SshLoginRefused"], result.ErrorIds);
        Assert.Equal(before, Everything());
    }

    [Fact]
    public async Task ImportEdgeProvision_OfALaterRelease_SaysWhyItCannotBe()
    {
        await _world.CallAsync("one.document.allocate", "NAME=\"later\"\nPROVISION_BODY=\"{}\"", 103);
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();

        var result = await _session.RunAsync("Import-EdgeProvision later, nosuch");

        Assert.Equal(["ImportNotSupported", "ProvisionNotFound"], result.ErrorIds);
        Assert.Equal(ErrorCategory.NotImplemented, result.Errors[0].CategoryInfo.Category);
        Assert.Contains("Terraform", result.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportEdgeProvision_WithoutHostsAndAgain_IsDoneOnce()
    {
        await OriginalProvision.MakeAsync(_world, "plain", 0);
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();

        (await _session.RunAsync("Import-EdgeProvision plain")).Succeeded();
        var before = Everything();
        (await _session.RunAsync($"Import-EdgeProvision -Id {OriginalProvision.Id}")).Succeeded();

        Assert.Equal(before, Everything());
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }

    private async Task<IReadOnlyList<string>> MakeAsync()
    {
        var machines = await OriginalProvision.MakeAsync(_world, "old", 1, Port);
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        return machines;
    }

    private IEnumerable<string> Tags(string machine) => Devices().Single(d => (string)d!["id"]! == machine)!["tags"]!.AsArray().Select(t => (string)t!);

    private JsonArray Devices() => _world.World.PacketEmulator.Describe()["devices"]!.AsArray();

    private string Everything() => Devices().ToJsonString() + string.Join('\n', _world.Dump().Objects
        .Where(o => o.Kind != "template")
        .Select(o => $"{o.Kind} {o.Id} {o.Name} {string.Join(' ', o.Template.Select(a => $"{a.Name}={a.Value}{string.Join(',', a.Elements?.Select(e => $"{e.Key}={e.Value}") ?? [])}"))}"));
}
