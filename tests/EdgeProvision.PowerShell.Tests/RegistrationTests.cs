using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Providers that the user has registered: by name, without their secrets anywhere.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class RegistrationTests : IAsyncDisposable
{
    private const string Canary = "c4nary-t0ken";

    // Stands in for the command of Microsoft.PowerShell.SecretManagement.
    private const string Vault = """
        function global:Get-Secret {
            param($Name, $Vault)
            if ($Name -eq 'Nothing') { return }
            if ($Name -eq 'Number') { return 7 }
            if ($Name -ne 'Packet' -or ($Vault -and $Vault -ne 'Local')) { throw "The secret $Name was not found in $Vault." }
            $secret = [securestring]::new()
            'c4nary-t0ken'.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
            , $secret
        }
        """;

    private readonly UserEnvironment _user = new();
    private readonly LoopbackWorld _world = new(isSandbox: false, token: Canary);
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task RegisterEdgeProvider_Simply_IsThereForLaterSessions()
    {
        _user.Set("PACKET_TOKEN", Canary);
        Assert.Empty((await _session.RunAsync(Register("ams"))).Succeeded().Output);

        using var later = new ModuleSession();
        var provider = (EdgeProvider)(await later.RunAsync("Get-EdgeProvider")).Single.BaseObject;
        Assert.Equal(("ams", "packet", "env:PACKET_TOKEN", true, false), (provider.Name, provider.Driver, provider.CredentialSource, provider.IsRegistered, provider.IsSandbox));
        Assert.NotEmpty((await later.RunAsync("Get-EdgeLocation -Provider ams")).Succeeded().Output);
        Assert.Equal(["ams", "ams"], (await later.RunAsync("Get-EdgeLocation am, ams1 | Get-EdgeHardware baremetal_0 | ForEach-Object Provider")).Succeeded().Output.Select(o => o.ToString()));
    }

    [Fact]
    public async Task GetEdgeProvider_InASandbox_SaysOnceThatRegisteredOnesAreOutOfUse()
    {
        await using var sandbox = new LoopbackWorld();
        (await _session.RunAsync(Register("ams"))).Succeeded();
        (await _session.RunAsync(sandbox.Connect)).Succeeded();

        var first = await _session.RunAsync("Get-EdgeProvider");
        var second = await _session.RunAsync("Get-EdgeProvider");
        var named = await _session.RunAsync("Get-EdgeLocation -Provider AMS");

        Assert.Equal("packet", ((EdgeProvider)Assert.Single(first.Output).BaseObject).Name);
        Assert.StartsWith("Not in use while this session is connected to a sandbox: ams (registered).", Assert.Single(first.Warnings), StringComparison.Ordinal);
        Assert.Empty(second.Warnings);
        Assert.Equal(["ProviderNotFound"], named.ErrorIds);
        Assert.Contains("'ams' is registered, but this session is connected to a sandbox", named.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-EdgeProvisionPlan '{0}' -Provider amss")]
    [InlineData("New-EdgeProvision '{0}' -Provider amss -WhatIf")]
    [InlineData("New-EdgeProvision '{0}' -Override @{{ provider = 'amss' }} -WhatIf")]
    public async Task Provider_ThatIsNotThere_IsAnErrorInASandboxToo(string command)
    {
        await using var sandbox = new LoopbackWorld();
        (await _session.RunAsync(Register("ams"))).Succeeded();
        (await _session.RunAsync(sandbox.Connect)).Succeeded();
        var file = sandbox.Descriptor("lab", Descriptors.WithHosts("lab", 1));

        var result = await _session.RunAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, command, file));

        Assert.Equal(["ProviderNotRegistered"], result.ErrorIds);
        Assert.Equal("Did you mean ams?", result.Errors[0].ErrorDetails.RecommendedAction);
        (await _session.RunAsync($"Get-EdgeProvisionPlan '{file}' -Provider ams")).Succeeded();
    }

    [Fact]
    public async Task RegisterEdgeProvider_Again_ChangesNothingOrAsksBeforeItReplaces()
    {
        (await _session.RunAsync(Register("ams"))).Succeeded();
        (await _session.RunAsync(Register("ams") + " -Confirm")).Succeeded();
        Assert.Empty(_session.Host.Screen.Questions);

        Assert.Equal("ConfirmationImpossible", (await _session.CatchAsync(Register("AMS", "prompt"))).FullyQualifiedErrorId.Split(',')[0]);
        _session.Host.Screen.Answers.Enqueue("No");
        (await _session.RunAsync(Register("AMS", "prompt"))).Succeeded();
        Assert.Contains("env:PACKET_TOKEN", await File.ReadAllTextAsync(_user.Registry, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var replaced = (EdgeProvider)(await _session.RunAsync(Register("AMS", "prompt") + " -Force -PassThru")).Single.BaseObject;
        Assert.Equal(("AMS", "prompt"), (replaced.Name, replaced.CredentialSource));
        Assert.Single((await _session.RunAsync("Get-EdgeProvider")).Succeeded().Output);
    }

    [Fact]
    public async Task RegisterAndUnregister_WhatIf_TouchNothing()
    {
        (await _session.RunAsync(Register("ams") + " -WhatIf")).Succeeded();
        Assert.Contains("What if: Performing the operation \"Register\" on target \"provider ams (packet at http://", _session.Host.Screen.Text, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.GetDirectoryName(_user.Registry)));

        (await _session.RunAsync(Register("ams"))).Succeeded();
        var before = await File.ReadAllTextAsync(_user.Registry, TestContext.Current.CancellationToken);
        (await _session.RunAsync("Unregister-EdgeProvider ams -WhatIf")).Succeeded();
        Assert.Equal(before, await File.ReadAllTextAsync(_user.Registry, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task UnregisterEdgeProvider_ByNamePatternAndPipeline_TakesThemOut()
    {
        foreach (var name in new[] { "a1", "a2", "b1", "b2", "c1" })
            (await _session.RunAsync(Register(name))).Succeeded();

        var one = await _session.RunAsync("Unregister-EdgeProvider a1, nope -PassThru");
        Assert.Equal(["ProviderNotRegistered"], one.ErrorIds);
        Assert.Equal("a1", ((EdgeProvider)Assert.Single(one.Output).BaseObject).Name);
        (await _session.RunAsync("Unregister-EdgeProvider b*")).Succeeded();
        (await _session.RunAsync("Get-EdgeProvider a2 | Unregister-EdgeProvider")).Succeeded();

        Assert.Equal(["c1"], (await _session.RunAsync("Get-EdgeProvider | ForEach-Object Name")).Succeeded().Output.Select(o => o.ToString()));
    }

    [Theory]
    [InlineData("Register-EdgeProvider packet packet https://x -Project p", "ProviderNameReserved")]
    [InlineData("Register-EdgeProvider 'a b' packet https://x -Project p", "ProviderNameInvalid")]
    [InlineData("Register-EdgeProvider a pakket https://x -Project p", "ProviderUnknown")]
    [InlineData("Register-EdgeProvider a onprem https://x -Project p", "ProviderNotSupported")]
    [InlineData("Register-EdgeProvider a packet nowhere -Project p", "ProviderEndpointInvalid")]
    [InlineData("Register-EdgeProvider a packet https://x", "ProviderProjectMissing")]
    [InlineData("Register-EdgeProvider a packet https://x -Project p -CredentialSource " + Canary, "CredentialSourceInvalid")]
    [InlineData("Register-EdgeProvider a packet https://x -Project p -CredentialSource env:A, env:B", "CredentialSourceInvalid")]
    public async Task RegisterEdgeProvider_OfWhatCannotBe_WritesNothingAndShowsNoSecret(string script, string id)
    {
        var error = await _session.CatchAsync(script);

        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.DoesNotContain(Canary, $"{error.Exception} {error.ErrorDetails.RecommendedAction} {error.TargetObject}", StringComparison.Ordinal);
        Assert.False(File.Exists(_user.Registry));
    }

    [Theory]
    [InlineData("Get-EdgeProvider")]
    [InlineData("Get-EdgeLocation")]
    [InlineData("Unregister-EdgeProvider a")]
    [InlineData("Register-EdgeProvider b packet https://x -Project p")]
    public async Task DamagedRegistry_IsOneErrorThatNamesTheFileAndLosesNothing(string script)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_user.Registry)!);
        await File.WriteAllTextAsync(_user.Registry, "{ damaged", TestContext.Current.CancellationToken);

        var error = await _session.CatchAsync(script);

        Assert.Equal("ProviderRegistryDamaged", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(_user.Registry, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("{ damaged", await File.ReadAllTextAsync(_user.Registry, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("secret:Packet")]
    [InlineData("secret:Packet@Local")]
    public async Task Secret_OfAVault_IsReadThroughTheSession(string source)
    {
        (await _session.RunAsync(Vault)).Succeeded();
        (await _session.RunAsync(Register("ams", source))).Succeeded();

        Assert.Single((await _session.RunAsync("Get-EdgeLocation ams1")).Succeeded().Output);
    }

    [Theory]
    [InlineData("secret:Other", true, "SecretNotRead")]
    [InlineData("secret:Packet@Elsewhere", true, "SecretNotRead")]
    [InlineData("secret:Nothing", true, "SecretNotText")]
    [InlineData("secret:Number", true, "SecretNotText")]
    [InlineData("secret:Packet", false, "SecretVaultMissing")]
    [InlineData("prompt", false, "CredentialMissing")]
    [InlineData("env:NOT_SET", false, "CredentialMissing")]
    public async Task Credential_ThatCannotBeHad_IsAnErrorWithTheWayOut(string source, bool hasVault, string id)
    {
        if (hasVault)
            (await _session.RunAsync(Vault)).Succeeded();
        (await _session.RunAsync(Register("ams", source))).Succeeded();

        var result = await _session.RunAsync("Get-EdgeLocation");

        Assert.Equal([id], result.ErrorIds);
        Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Prompt_IsAskedOnceInASessionAsASecret()
    {
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        (await _session.RunAsync(Register("ams", "prompt"))).Succeeded();
        _session.Host.Screen.Secrets.Enqueue("wrong");
        _session.Host.Screen.Secrets.Enqueue(Canary);

        Assert.Equal(["ProviderTokenRefused"], (await _session.RunAsync("Get-EdgeLocation ams1")).ErrorIds);
        Assert.Single((await _session.RunAsync("Get-EdgeLocation ams1")).Succeeded().Output);
        Assert.NotEmpty((await _session.RunAsync("Get-EdgeHardware")).Succeeded().Output);

        Assert.Equal(2, _session.Host.Screen.Text.Split("packet_token of the registered provider 'ams'").Length - 1);
        Assert.DoesNotContain(Canary, _session.Host.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetEdgeProvider_WithTheEnvironments_ListsItByTheDriversName()
    {
        _user.Set("PACKET_ENDPOINT", _world.PacketEndpoint);
        (await _session.RunAsync(Register("ams"))).Succeeded();

        Assert.Equal(
            ["ams True env:PACKET_TOKEN", "packet False env:PACKET_TOKEN"],
            (await _session.RunAsync("Get-EdgeProvider | ForEach-Object { \"$($_.Name) $($_.IsRegistered) $($_.CredentialSource)\" }")).Succeeded().Output.Select(o => o.ToString()));
        Assert.Equal(["ProviderNotRegistered"], (await _session.RunAsync("Unregister-EdgeProvider packet")).ErrorIds);
    }

    [Fact]
    public async Task Get_WithoutAnyProvider_SaysHowToGetOne()
    {
        Assert.Empty((await _session.RunAsync("Get-EdgeProvider")).Succeeded().Output);

        var result = await _session.RunAsync("Get-EdgeHardware");

        Assert.Equal(["ProviderNotFound"], result.ErrorIds);
        Assert.Contains("Start-EdgeSandbox", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OfOneBadOfThree_ShowsTheOthers()
    {
        _user.Set("A_TOKEN", Canary);
        _user.Set("B_TOKEN", "wrong");
        (await _session.RunAsync(Register("a", "env:A_TOKEN"))).Succeeded();
        (await _session.RunAsync(Register("b", "env:B_TOKEN"))).Succeeded();
        (await _session.RunAsync(Register("c", "env:A_TOKEN"))).Succeeded();

        var result = await _session.RunAsync("Get-EdgeLocation ams1");

        Assert.Equal(["a", "c"], result.Output.Select(o => ((EdgeLocation)o.BaseObject).Provider));
        Assert.Equal(["ProviderTokenRefused"], result.ErrorIds);
        Assert.Equal("b", ((EdgeProvider)result.Errors[0].TargetObject).Name);
    }

    [Fact]
    public async Task Provision_OfARegisteredProvider_KeepsItsNameAndItsSecretNowhere()
    {
        (await _session.RunAsync(Vault)).Succeeded();
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        (await _session.RunAsync(Register("ams", "secret:Packet"))).Succeeded();
        (await _session.RunAsync(Register("other", "env:OTHER_TOKEN"))).Succeeded();
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 1) + $"\n    connection:\n      private_key: {Path.Combine(_world.Folder, "key")}\n");
        List<SessionResult> results = [];

        results.Add(await RunAsync($"New-EdgeProvision '{path}' -WhatIf"));
        Assert.Equal(["ProviderAmbiguous"], results[0].ErrorIds);
        results.Add((await RunAsync($"New-EdgeProvision '{path}' -Provider ams -WhatIf")).Succeeded());
        results.Add((await RunAsync($"Get-EdgeProvisionPlan '{path}' -Provider ams -OutFile '{Path.Combine(_world.Folder, "plan.json")}'")).Succeeded());
        results.Add(await RunAsync($"New-EdgeProvision '{path}' -Provider ams -SshTimeoutSec 1 -OnFailure Skip"));
        Assert.Single(_world.Room.List());
        var dump = System.Text.Json.JsonSerializer.Serialize(_world.Dump());
        Assert.Contains("ams", dump, StringComparison.Ordinal);

        // The provision says with which of them it was made.
        results.Add((await RunAsync("Remove-EdgeProvision lab -Confirm:$false")).Succeeded());
        Assert.Empty(_world.Room.List());

        foreach (var line in results.SelectMany(Lines).Append(dump).Append(_session.Host.Screen.Text).Concat(Files(_user.Folder)).Concat(Files(_world.Folder)))
            Assert.DoesNotContain(Canary, line, StringComparison.Ordinal);
        Assert.Contains(results[3].Verbose, line => line.Contains("credentials from the registered provider 'ams'", StringComparison.Ordinal));

        Task<SessionResult> RunAsync(string script) => _session.RunAsync($"$DebugPreference = $VerbosePreference = $InformationPreference = 'Continue'; {script}");
    }

    [Fact]
    public async Task Secret_OfAVault_IsAtHandInAJobToo()
    {
        (await _session.RunAsync(Vault)).Succeeded();
        (await _session.RunAsync("$null = " + _world.Connect)).Succeeded();
        (await _session.RunAsync(Register("ams", "secret:Packet"))).Succeeded();
        var path = _world.Descriptor("lab", Descriptors.WithHosts("lab", 1) + $"\n    connection:\n      private_key: {Path.Combine(_world.Folder, "key")}\n");

        // The operation looks at its provider again when it has the lock, and that is in the job, where no vault can be reached.
        var made = await _session.RunAsync($"New-EdgeProvision '{path}' -SshTimeoutSec 1 -AsJob | Receive-Job -Wait");

        Assert.Equal(["HostUnreachable"], made.ErrorIds);
        Assert.Single(_world.Room.List());
        (await _session.RunAsync("Remove-EdgeProvision lab -Confirm:$false -AsJob | Receive-Job -Wait")).Succeeded();
        Assert.Empty(_world.Room.List());
    }

    [Fact]
    public async Task Pipeline_FromOneMachineToAnother_RegistersTheSame()
    {
        (await _session.RunAsync(Register("ams", "secret:Packet@Local"))).Succeeded();

        (await _session.RunAsync("$saved = [System.Management.Automation.PSSerializer]::Serialize((Get-EdgeProvider)); Unregister-EdgeProvider ams; [System.Management.Automation.PSSerializer]::Deserialize($saved) | Register-EdgeProvider")).Succeeded();

        var provider = (EdgeProvider)(await _session.RunAsync("Get-EdgeProvider")).Single.BaseObject;
        Assert.Equal(("ams", LoopbackWorld.Project, "secret:Packet@Local"), (provider.Name, provider.Project, provider.CredentialSource));
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _world.DisposeAsync();
        _user.Dispose();
    }

    private static IEnumerable<string> Lines(SessionResult result) =>
        [.. result.Output.Select(o => o.ToString()), .. result.Errors.Select(e => $"{e} {e.Exception} {e.ErrorDetails?.RecommendedAction}"), .. result.Warnings, .. result.Verbose, .. result.Debug, .. result.Information.Select(i => i.ToString())];

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText);

    private string Register(string name, string? source = null) =>
        $"Register-EdgeProvider {name} packet {_world.PacketEndpoint} -Project {LoopbackWorld.Project}{(source is null ? "" : $" -CredentialSource {source}")}";
}
