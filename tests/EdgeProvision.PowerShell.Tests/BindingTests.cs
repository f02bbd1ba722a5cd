using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>How the pipeline names hosts, provisions and descriptors: as objects, and as what is left of objects that were somewhere else.</summary>
public sealed class BindingTests : IAsyncDisposable
{
    private readonly LoopbackWorld _world = new();
    private readonly ModuleSession _session = new();

    [Theory]
    [InlineData("$hosts[1]")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($hosts[1], 2))")]
    [InlineData("[pscustomobject]@{ Id = [long] $hosts[1].Id; Name = $hosts[1].Name; State = 'Ready'; Provision = 'lab'; ProvisionId = $hosts[1].ProvisionId }")]
    [InlineData("[pscustomobject]@{ Id = [long] $hosts[1].Id }")]
    [InlineData("[pscustomobject]@{ Id = $hosts[1].Id }")]
    [InlineData("[pscustomobject]@{ Id = $hosts[1].Id; Name = $hosts[1].Hostname }")]
    [InlineData("[pscustomobject]@{ Id = $hosts[1].Id; Name = 'provision-0123456789abcdef0123456789abcdef0123456789abcdef' }")]
    public async Task HostOfThePipeline_InAnyForm_IsTheOneThatIsWorkedOn(string piped)
    {
        await MakeHostsAsync();
        var meant = (EdgeHost)(await _session.RunAsync("$hosts[1]")).Single.BaseObject;

        var plan = Assert.IsType<Plan>((await _session.RunAsync($"{piped} | Stop-EdgeHost -WhatIf -PassThru")).Single.BaseObject);
        var before = _session.Host.Screen.Text.Length;
        (await _session.RunAsync($"{piped} | Invoke-EdgeHostCommand uptime -WhatIf")).Succeeded();

        Assert.Equal([meant.Hostname], plan.Steps.Select(s => s.HostKey).OfType<string>().Distinct());
        Assert.Contains($"\"Run 'uptime'\" on target \"{meant.Name}\"", _session.Host.Screen.Text[before..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostOfThePipeline_TwiceAndInTwoForms_IsWorkedOnOnce()
    {
        await MakeHostsAsync();

        var plans = (await _session.RunAsync("$hosts[0], [pscustomobject]@{ Id = $hosts[0].Id }, $hosts[1] | Restart-EdgeHost -WhatIf -PassThru")).Succeeded();

        var plan = Assert.IsType<Plan>(plans.Single.BaseObject);
        Assert.Equal(2, plan.Steps.Select(s => s.HostKey).OfType<string>().Distinct().Count());
        Assert.Equal(2, plan.Steps.Count(s => s.Kind.Contains("Restart", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("$other | Remove-EdgeHost -Confirm:$false", "HostNotFound")]
    [InlineData("[pscustomobject]@{ Id = $other.Id; Provision = 'elsewhere' } | Remove-EdgeHost -Confirm:$false", "ProvisionNotFound")]
    [InlineData("[pscustomobject]@{ Id = $other.Id; Name = 'lab-private'; Provision = 'lab' } | Remove-EdgeHost -Confirm:$false", "HostNotFound")]
    [InlineData("[pscustomobject]@{ Id = $other.Id; Name = 'provision-net' } | Remove-EdgeHost -Confirm:$false", "HostNotFound")]
    public async Task HostOfAnotherFrontEnd_WithTheSameId_IsNotTakenForThisOne(string command, string id)
    {
        await MakeHostsAsync();
        var host = (EdgeHost)(await _session.RunAsync("$hosts[0]")).Single.BaseObject;

        var result = await _session.RunAsync(command, new Dictionary<string, object?> { ["other"] = host with { Provision = "elsewhere", ProvisionId = "another" } });

        Assert.Equal([id], result.ErrorIds);
        Assert.Equal(2, _world.Room.List().Count);
    }

    [Fact]
    public async Task ProvisionOfThePipeline_Deserialized_IsFoundByItsId()
    {
        await ConnectAsync();
        var path = _world.Descriptor("plain", Descriptors.WithoutHosts("plain"));
        (await _session.RunAsync($"$made = New-EdgeProvision '{path}'")).Succeeded();

        (await _session.RunAsync("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($made, 2)) | Remove-EdgeProvision -Confirm:$false")).Succeeded();

        Assert.Empty((await _session.RunAsync("Get-EdgeProvision")).Succeeded().Output);
    }

    [Theory]
    [InlineData("Get-EdgeProvisionPlan -Path '{0}'")]
    [InlineData("Get-EdgeProvisionPlan '{0}'")]
    [InlineData("'{0}' | Get-EdgeProvisionPlan")]
    [InlineData("[pscustomobject]@{{ FullName = '{0}' }} | Get-EdgeProvisionPlan")]
    [InlineData("[pscustomobject]@{{ PSPath = '{0}' }} | New-EdgeProvision -WhatIf -PassThru")]
    [InlineData("New-EdgeProvision -LiteralPath '{0}' -WhatIf -PassThru")]
    public async Task Descriptor_HoweverItIsNamed_IsThatFile(string command)
    {
        await ConnectAsync();
        var path = _world.Descriptor("plain", Descriptors.WithoutHosts("plain"));

        var plan = Assert.IsType<Plan>((await _session.RunAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, command, path))).Single.BaseObject);

        Assert.Equal("plain", plan.Provision);
    }

    [Theory]
    [InlineData("Get-EdgeProvisionPlan")]
    [InlineData("New-EdgeProvision")]
    public async Task Descriptor_ThatMatchesNothing_EndsTheCommand(string command)
    {
        await ConnectAsync();

        var error = await _session.CatchAsync($"{command} '{_world.Folder}/*.none'");

        Assert.StartsWith("DescriptorNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
    }

    private async Task MakeHostsAsync()
    {
        await ConnectAsync();
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 2));
        var made = await _session.RunAsync($"$hosts = @((New-EdgeProvision '{path}' -SshTimeoutSec 1).Hosts)");
        Assert.Equal(2, made.Errors.Count);
    }

    private async Task ConnectAsync() => (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
}
