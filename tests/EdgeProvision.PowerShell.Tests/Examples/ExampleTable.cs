using EdgeProvision.PowerShell.Tests.World;

namespace EdgeProvision.PowerShell.Tests.Examples;

/// <summary>The documented scripts that need something of their own, by document and title.</summary>
internal static class ExampleTable
{
    private const string Amsterdam = $"Register-EdgeProvider amsterdam packet https://packet.example.net -Project {LoopbackWorld.Project}; ";

    // A network more than stands.
    private const string Edited = """[IO.File]::AppendAllText("$PWD/fosdem.yaml", "  - name: fosdem-more`n    vn_mad: dummy`n    bridge: br9`n")""";
    private const string NoHosts = "Get-EdgeHost | Remove-EdgeHost -Confirm:$false";
    private const string NothingInIt = NoHosts + "; Remove-EdgeNetwork * -Confirm:$false; Remove-EdgeDatastore * -Confirm:$false";
    private const string Rented = "$null = New-EdgeAddress fosdem";
    private const string Broken = """[IO.File]::WriteAllText("$PWD/broken.yaml", "name: x`nhosts: {`n")""";

    private const string Crash = "$null = Start-EdgeSandbox; [Diagnostics.Process]::GetProcessById((Get-EdgeSandbox default).ProcessId).Kill(); while ((Get-EdgeSandbox default).State -ne 'Died') { }";

    // A front-end's files, in the folder that the example runs in.
    private const string FrontEnd = """
        'remotes', 'tool' | ForEach-Object { $null = [IO.Directory]::CreateDirectory("$PWD/$_") }
        'oneprovision', 'EdgeProvision.Engine.dll' | ForEach-Object { [IO.File]::WriteAllText("$PWD/tool/$_", '') }
        [IO.File]::WriteAllText("$PWD/oned.conf", "IPAM_MAD = [ EXECUTABLE = `"one_ipam`", ARGUMENTS = `"-t 1 -i dummy`" ]`n")
        $global:PSDefaultParameterValues = @{ '*-EdgeDriver:OnedConf' = "$PWD/oned.conf"; '*-EdgeDriver:Remotes' = "$PWD/remotes"; 'Install-EdgeDriver:Program' = "$PWD/tool/oneprovision" }

        """;

    private static readonly Circumstances s_frontEnd = new() { World = WorldKind.Empty, Before = FrontEnd, Answer = "Yes" };
    private static readonly Circumstances s_setUp = new() { World = WorldKind.Empty, Before = FrontEnd + "Install-EdgeDriver -Confirm:$false", Answer = "Yes" };
    private static readonly Circumstances s_nothingStands = new() { World = WorldKind.Empty };
    private static readonly Circumstances s_firstHostFailed = new() { World = WorldKind.FirstHostFailed };
    private static readonly Circumstances s_edited = new() { Before = Edited };
    private static readonly Circumstances s_drifted = new() { Given = w => w.LetDrift("fosdem-node1-c7") };
    private static readonly Circumstances s_ownSandbox = new() { StartsSandboxes = true, Answer = "Yes" };
    private static readonly Circumstances s_original = new() { World = WorldKind.Original, Answer = "Yes" };
    private static readonly Circumstances s_inUse = new() { Given = w => w.LetUse("fosdem-private-host-only") };
    private static readonly Circumstances s_awaiting = new() { Given = w => w.LetAwaitApproval() };
    private static readonly Circumstances s_lost = new() { Given = w => w.LetLose() };
    private static readonly Circumstances s_registered = new() { World = WorldKind.OwnProviders, Before = Amsterdam };

    // SecretManagement is a module that not everybody has.
    private static readonly Circumstances s_vault = new()
    {
        World = WorldKind.OwnProviders,
        Before = $$"""
            $global:kept = @{ PacketToken = '{{LoopbackWorld.Token}}' }
            function global:Set-Secret($Name, $Secret) { $kept[$Name] = $Secret }
            function global:Get-Secret($Name) { $kept[$Name] }
            function global:Read-Host([switch] $AsSecureString) { $Host.UI.ReadLineAsSecureString() }
            """,
        Secret = LoopbackWorld.Token,
    };

    public static IReadOnlyDictionary<string, Circumstances> Entries { get; } = new Dictionary<string, Circumstances>(StringComparer.Ordinal)
    {
        ["README: A first session"] = new() { RunBy = nameof(ReadmeSessionTests) },
        ["README: With your own OpenNebula"] = new() { Secret = LoopbackWorld.Password },
        ["README: With your own OpenNebula (2)"] = s_vault,
        ["README: With your own OpenNebula (4)"] = new() { Before = $"$null = New-EdgeProvision ./my-edge.yaml; {Edited.Replace("fosdem", "my-edge", StringComparison.Ordinal)}", Answer = "Yes" },
        ["first-session: the script"] = new() { RunBy = nameof(FirstSessionTests) },

        ["about_EdgeProvision: A first session"] = s_ownSandbox,
        ["about_EdgeProvision_Configuration: When hosts are configured"] = s_firstHostFailed,
        ["about_EdgeProvision_Configuration: Looking without changing"] = s_drifted,
        ["about_EdgeProvision_Operations: Updating"] = s_edited,
        ["about_EdgeProvision_Operations: Failures"] = s_firstHostFailed,
        ["about_EdgeProvision_Operations: In the background"] = s_nothingStands,
        ["about_EdgeProvision_Sandbox: Long description"] = s_ownSandbox,
        ["about_EdgeProvision_Sandbox: Several, and later"] = s_ownSandbox,
        ["about_EdgeProvision_Providers: Registered providers"] = s_vault,
        ["about_EdgeProvision_Providers: What was left behind"] = s_lost,

        ["Add-EdgeHost: Go on after a failure"] = new() { Given = w => w.LetFail("fosdem-node3") },
        ["Compare-EdgeProvision: Is everything as it should be?"] = new() { Given = w => w.LetNetworkDrift() },
        ["Compare-EdgeProvision: Before an update"] = s_edited,
        ["Compare-EdgeProvision: All provisions, the hosts only"] = s_firstHostFailed,
        ["Compare-EdgeProvision: Mend what has drifted"] = new() { Given = w => w.LetNetworkDrift() },
        ["Connect-EdgeCloud: Connect with a password"] = new() { Secret = LoopbackWorld.Password },
        ["Connect-EdgeCloud: Work on two front-ends"] = new() { Secret = LoopbackWorld.Password },
        ["Copy-EdgeHostFile: A file to all hosts of a provision"] = new() { Before = """[IO.File]::WriteAllText("$PWD/sources.list", "# none`n")""" },
        ["Copy-EdgeHostFile: A folder to one host"] = new() { Before = """$null = [IO.Directory]::CreateDirectory("$PWD/images"); [IO.File]::WriteAllText("$PWD/images/a.img", 'a')""" },
        ["Copy-EdgeHostFile: Logs of hosts that have failed"] = s_firstHostFailed,
        ["Disconnect-EdgeCloud: End one connection"] = new() { Secret = LoopbackWorld.Password },
        ["Enter-EdgeHost: From the pipeline"] = s_firstHostFailed,
        ["Export-EdgeProvision: What went wrong, after the fact"] = s_firstHostFailed,
        ["Find-EdgeOrphan: Everything"] = s_lost,
        ["Find-EdgeOrphan: What they have cost so far"] = s_lost,
        ["Find-EdgeOrphan: Machines at one provider, by their age"] = s_lost,
        ["Find-EdgeOrphan: After a front-end was restored from a backup"] = s_lost,
        ["Get-EdgeAddress: What still waits for somebody at the provider"] = s_awaiting,
        ["Get-EdgeHost: Hosts in trouble"] = s_firstHostFailed,
        ["Get-EdgeProvision: What is in trouble"] = s_firstHostFailed,
        ["Get-EdgeOperation: What failed anywhere"] = s_firstHostFailed,
        ["Get-EdgeNetwork: Who uses which address"] = s_inUse,
        ["Get-EdgeProvider: What they have"] = s_registered,
        ["Get-EdgeProvider: Take them to another machine"] = s_registered,
        ["Get-EdgeProvisionPlan: Look before buying"] = s_nothingStands,
        ["Get-EdgeProvisionPlan: Its steps"] = s_nothingStands,
        ["Get-EdgeProvisionPlan: After a refused update"] = new() { Before = """[IO.File]::WriteAllText("$PWD/fosdem.yaml", [IO.File]::ReadAllText("$PWD/fosdem.yaml").Replace('plan: baremetal_0', 'plan: c2.medium.x86'))""" },
        ["Get-EdgeSandbox: All sandboxes"] = new() { StartsSandboxes = true, Before = "$null = Start-EdgeSandbox" },
        ["Get-EdgeSandbox: Stop them all"] = new() { StartsSandboxes = true, Before = "$null = Start-EdgeSandbox" },
        ["Get-EdgeSandbox: Machines of one"] = new() { StartsSandboxes = true, Before = "$null = Start-EdgeSandbox; $null = New-EdgeProvision ./fosdem.yaml" },
        ["Get-EdgeSandbox: After a crash"] = new() { StartsSandboxes = true, Before = Crash },
        ["Import-EdgeProvision: Adopt one"] = s_original,
        ["Import-EdgeProvision: See what would be done"] = s_original,
        ["Import-EdgeProvision: All of a front-end, in a script"] = new() { World = WorldKind.Original, Before = """[IO.File]::WriteAllText("$PWD/fingerprints.txt", "{fingerprint}`n")""" },
        ["Import-EdgeProvision: After a refusal"] = new() { World = WorldKind.Original, Answer = "Yes", Given = w => w.LetVanish("edge-node2") },
        ["Import-EdgeProvision: The hosts' variables as this module applies them"] = s_original,
        ["Import-EdgeDescriptor: After an error"] = new() { Before = Broken },
        ["Invoke-EdgeHostConfiguration: A host that failed"] = s_firstHostFailed,
        ["Invoke-EdgeProvisionConfiguration: Configure what is not configured"] = s_firstHostFailed,
        ["Invoke-EdgeProvisionPlan: Look first, then run"] = new() { Before = Edited, Answer = "Yes" },
        ["Invoke-EdgeProvisionPlan: Saved by one job, run by another"] = s_nothingStands,
        ["Invoke-EdgeProvisionPlan: After a refusal"] = s_edited,
        ["New-EdgeProvision: Make an edge cloud"] = s_nothingStands,
        ["New-EdgeProvision: See what would be done"] = s_nothingStands,
        ["New-EdgeProvision: Try hard, then go on without"] = new() { World = WorldKind.Empty, Given = w => w.LetFail("fosdem-node1-c7") },
        ["New-EdgeProvision: Keep the plan"] = s_nothingStands,
        ["Register-EdgeProvider: With a token in the environment"] = new() { World = WorldKind.OwnProviders },
        ["Register-EdgeProvider: With a secret of a vault"] = s_vault,
        ["Register-EdgeProvider: Several from a list"] = new() { World = WorldKind.OwnProviders, Before = """[IO.File]::WriteAllText("$PWD/providers.csv", "Name,Driver,Endpoint,Project,CredentialSource`nams,packet,http://127.0.0.1:9,edge,env:AMS_TOKEN`nnyc,packet,http://127.0.0.1:9,edge,env:NYC_TOKEN`n")""" },
        ["Register-EdgeProvider: After a service has moved"] = s_registered,
        ["Install-EdgeDriver: Look first"] = s_frontEnd,
        ["Install-EdgeDriver: Set a front-end up"] = s_frontEnd,
        ["Install-EdgeDriver: In a script"] = s_frontEnd,
        ["Install-EdgeDriver: After a change by hand or an update of oned.conf"] = s_frontEnd,
        ["Uninstall-EdgeDriver: Look first"] = s_setUp,
        ["Uninstall-EdgeDriver: Take it away"] = s_setUp,
        ["Uninstall-EdgeDriver: In a script"] = s_setUp,
        ["Remove-EdgeAddress: One address"] = new() { Before = Rented, Answer = "Yes" },
        ["Remove-EdgeAddress: Whatever leads nowhere"] = new() { Before = Rented },
        ["Remove-EdgeAddress: Take back an order that is not approved"] = s_awaiting,
        ["Remove-EdgeCluster: An empty cluster"] = new() { Before = NothingInIt, Answer = "Yes" },
        ["Remove-EdgeCluster: What the pipeline says"] = new() { Before = NothingInIt },
        ["Remove-EdgeCluster: After a refusal"] = new() { Before = NoHosts },
        ["Remove-EdgeDatastore: One datastore"] = new() { Answer = "Yes" },
        ["Remove-EdgeHost: One host"] = new() { Answer = "Yes" },
        ["Remove-EdgeHost: Failed hosts"] = s_firstHostFailed,
        ["Remove-EdgeNetwork: One network"] = new() { Answer = "Yes" },
        ["Remove-EdgeOrphan: One of them"] = s_lost with { Answer = "Yes" },
        ["Remove-EdgeOrphan: See what would go"] = s_lost,
        ["Remove-EdgeOrphan: All of one lost provision"] = s_lost,
        ["Remove-EdgeOrphan: After some were refused"] = s_lost,
        ["Remove-EdgeProvision: Remove one"] = new() { Answer = "Yes" },
        ["Remove-EdgeProvision: A provider that is gone"] = new() { Answer = "Yes" },
        ["Remove-EdgeProvision: In the background"] = new() { Before = "$null = New-EdgeDescriptor test-1 | Add-EdgeDescriptorDatastore test-1-images | New-EdgeProvision", Answer = "Yes" },
        ["Set-EdgeAddress: Lead an address to a host"] = new() { Before = Rented },
        ["Set-EdgeAddress: All addresses of one host to another"] = new() { Before = Rented + " | Set-EdgeAddress -EdgeHost fosdem-node1-c7" },
        ["Set-EdgeAddress: Nowhere"] = new() { Before = Rented + " | Set-EdgeAddress -EdgeHost fosdem-node1-c7" },
        ["Start-EdgeHost: Machines that are slow to come up"] = new() { Before = "Stop-EdgeHost fosdem-node1-c7" },
        ["Start-EdgeHost: One host"] = new() { Before = "Stop-EdgeHost fosdem-node1-c7" },
        ["Start-EdgeHost: All that are off"] = new() { Before = "Stop-EdgeHost fosdem-node1-c7" },
        ["Start-EdgeSandbox: Start"] = s_ownSandbox,
        ["Start-EdgeSandbox: Try a descriptor"] = s_ownSandbox,
        ["Start-EdgeSandbox: An older front-end"] = s_ownSandbox,
        ["Stop-EdgeHost: All hosts of a provision"] = new() { Answer = "Yes" },
        ["Stop-EdgeHost: A host whose configuration has failed"] = s_firstHostFailed,
        ["Stop-EdgeSandbox: After a crash"] = new() { StartsSandboxes = true, Before = Crash },
        ["Stop-EdgeSandbox: Stop"] = new() { StartsSandboxes = true, Before = "$null = Start-EdgeSandbox" },
        ["Stop-EdgeSandbox: Stop one"] = new() { StartsSandboxes = true, Before = "$null = Start-EdgeSandbox lab" },
        ["Stop-EdgeSandbox: Stop the current one"] = new() { StartsSandboxes = true, Before = "$null = Start-EdgeSandbox" },
        ["Test-EdgeDescriptor: Only make what is right"] = s_nothingStands,
        ["Test-EdgeDescriptor: What a script has put together"] = new() { Errors = ["RequiredKeyMissing"] },
        ["Test-EdgeDescriptor: Findings as objects"] = new() { Before = Broken },
        ["Test-EdgeHostConfiguration: All hosts"] = s_drifted,
        ["Test-EdgeHostConfiguration: What would change"] = s_drifted,
        ["Test-EdgeHostConfiguration: Mend what has drifted"] = s_drifted,
        ["Unregister-EdgeProvider: One"] = s_registered,
        ["Unregister-EdgeProvider: Several"] = new() { World = WorldKind.OwnProviders, Before = Amsterdam + Amsterdam.Replace("amsterdam", "test-1", StringComparison.Ordinal) },
        ["Unregister-EdgeProvider: See first, and undo"] = s_registered,
        ["Update-EdgeProvision: Apply an edited descriptor"] = new() { Before = Edited, Answer = "Yes" },
        ["Update-EdgeProvision: See what would be done"] = s_edited,
        ["Update-EdgeProvision: Go on after a failure"] = s_edited,
        ["Wait-EdgeProvision: Start in the background, do something else, wait"] = s_nothingStands,
        ["Wait-EdgeProvision: What another session left behind"] = new() { World = WorldKind.Empty, Before = "$job = New-EdgeProvision ./fosdem.yaml -AsJob; while (-not (Get-EdgeProvision -State Creating, Configuring)) { }" },
    };

    public static Circumstances For(DocumentedScript script) => Entries.GetValueOrDefault(script.Key) ?? new Circumstances();
}
