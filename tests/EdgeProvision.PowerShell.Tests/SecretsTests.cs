using System.Management.Automation;
using System.Text;
using EdgeProvision.PowerShell.Tests.Examples;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>
/// Secrets in every place where one can stand at a real front-end, through a whole life with <c>-Debug -Verbose</c>: no stream, object, plan, file nor what the
/// front-end keeps in clear has one.
/// </summary>
[Collection(EnvironmentCollection.Name)]
public sealed class SecretsTests : IAsyncLifetime
{
    private const string Password = "canary-of-oneadmin";
    private const string Token = "canary-of-packet";

    private static readonly string[] s_secrets = [Password, Token, "canary-of-a-role", "canary-taken-in", "canary-of-the-rack", "canary-of-another-provider"];
    private readonly UserEnvironment _user = new();
    private readonly List<string> _found = [];
    private PlayedRoom? _room;
    private LoopbackWorld? _world;

    private LoopbackWorld World => _world ?? throw new InvalidOperationException("The test has not begun.");

    public async ValueTask InitializeAsync()
    {
        _room = await PlayedRoom.StartAsync();
        _world = new LoopbackWorld(isSandbox: false, Token, Password, _room);
        _room.LetIn(Path.Combine(_world.Folder, "key.pub"));
        _user.Set("CANARY", "canary-taken-in");
        _user.Set("OTHER_TOKEN", "canary-of-another-provider");
        _user.Set("RACK_PASSWORD", "canary-of-the-rack");
    }

    [Fact]
    public async Task Life_SecretsInEveryPlace_ShowsThemNowhere()
    {
        var descriptor = World.Descriptor("edge", Descriptor());
        using var session = new ModuleSession();
        var key = (await File.ReadAllLinesAsync(Path.Combine(World.Folder, "key"), TestContext.Current.CancellationToken))[1];
        (await session.RunAsync("$null = " + World.Connect)).Succeeded();
        string[] life =
        [
            $"Import-EdgeDescriptor '{descriptor}'", $"Test-EdgeDescriptor '{descriptor}' -Detailed", $"Get-EdgeProvisionPlan '{descriptor}'", $"New-EdgeProvision '{descriptor}' -WhatIf", $"New-EdgeProvision '{descriptor}'",
            "Register-EdgeProvider other packet http://127.0.0.1:9 -Project edge -CredentialSource env:OTHER_TOKEN", "Get-EdgeProvider", "Get-EdgeCloud", "Get-EdgeProvision", "Get-EdgeHost", "Get-EdgeOperation", "Get-EdgeLocation", "Get-EdgeHardware",
            "Compare-EdgeProvision edge", "Test-EdgeHostConfiguration edge-a", "Get-EdgeHost | Restart-EdgeHost -Hard", "Get-EdgeHost | Invoke-EdgeHostConfiguration -Reapply", "Invoke-EdgeHostCommand edge-a hostname",
            $"Update-EdgeProvision '{descriptor}' -Confirm:$false", $"Export-EdgeProvision edge '{World.Folder}/page.html'", "Find-EdgeOrphan", "Get-EdgeProvision | Export-EdgeDescriptor -Path '" + World.Folder + "/out.yaml'",
        ];
        foreach (var command in life)
            Look(command, await session.RunAsync(command + " -Debug -Verbose"), key, mustSucceed: true);

        // What goes wrong says what and where, and not with what.
        var wrong = World.Descriptor("wrong", Descriptor().Replace($"packet_token: {Token}", "packet_token: ${env:OTHER_TOKEN}", StringComparison.Ordinal).Replace("name: edge\n", "name: wrong\n", StringComparison.Ordinal));
        Look("a refused token", await session.RunAsync($"New-EdgeProvision '{wrong}' -Debug -Verbose"), key, mustSucceed: false);
        foreach (var thing in World.Dump().Objects)
            Look($"{thing.Kind} {thing.Name} of the front-end", thing.Xml + string.Join('\n', thing.Template), key);

        Look("the removal", await session.RunAsync("Get-EdgeProvision | Remove-EdgeProvision -Confirm:$false -Debug -Verbose"), key, mustSucceed: true);
        Look("the screen", session.Host.Screen.Text, key);
        foreach (var file in Directory.EnumerateFiles(_user.Folder, "*", SearchOption.AllDirectories).Concat(["page.html", "out.yaml"]).Select(f => Path.Combine(World.Folder, f)))
            Look(file, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), key);

        Assert.Empty(_found);
        Assert.Empty(_room!.List());
    }

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
        if (_room is not null)
            await _room.DisposeAsync();
        _user.Dispose();
    }

    private string Descriptor() => $$"""
        name: edge
        playbook: default
        defaults:
          connection:
            remote_port: {{_room!.Port}}
            private_key: {{World.Folder}}/key
          provision:
            driver: packet
            packet_endpoint: {{World.PacketEndpoint}}
            packet_token: {{Token}}
            packet_project: {{LoopbackWorld.Project}}
            facility: ams1
            plan: baremetal_0
            os: debian_12
            redfish:
              user: admin
              password: ${env:RACK_PASSWORD}
          configuration:
            registry_password: canary-of-a-role
            backup_token: ${env:CANARY}
        hosts:
          - im_mad: kvm
            vm_mad: kvm
            provision:
              hostname: edge-a
        """;

    private void Look(string where, SessionResult result, string key, bool mustSucceed)
    {
        if (mustSucceed)
            result.Succeeded();
        else
            Assert.NotEmpty(result.Errors);
        var text = new StringBuilder();
        foreach (var item in result.Output)
            text.AppendLine(PSSerializer.Serialize(item, 6)).AppendLine(item?.ToString());
        foreach (var error in result.Errors)
            text.AppendLine(error.Exception.ToString()).AppendLine(error.ToString()).AppendLine(error.ErrorDetails?.RecommendedAction).AppendLine(PSSerializer.Serialize(error, 6));
        foreach (var line in result.Warnings.Concat(result.Verbose).Concat(result.Debug))
            text.AppendLine(line);
        foreach (var record in result.Information)
            text.AppendLine(PSSerializer.Serialize(record, 6));
        foreach (var record in result.Progress)
            text.AppendLine(record.ToString());
        Look(where, text.ToString(), key);
    }

    private void Look(string where, string text, string key)
    {
        foreach (var secret in s_secrets.Append(key))
        {
            // Text that is kept in base64, or as JSON, is the same text.
            if (text.Contains(secret, StringComparison.Ordinal) || text.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))[..16], StringComparison.Ordinal))
                _found.Add($"{secret} in {where}");
        }
    }
}
