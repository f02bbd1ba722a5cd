using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Tests.Hosting;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>Descriptors that scripts put together.</summary>
public sealed class DescriptorCompositionTests : IDisposable
{
    private const string Lab = "New-EdgeDescriptor lab -Driver packet -Provision @{ facility = 'ams1'; plan = 'p'; os = 'o' }";
    private readonly ModuleSession _session = new();

    [Fact]
    public async Task Composition_OfEveryPart_IsTheDocumentInTheUsualOrder()
    {
        var made = await OneAsync("""
            New-EdgeDescriptor lab -Template static_vxlan -Playbook mine, default -Driver packet -Provision @{ Plan = 'baremetal_0'; facility = 'ams1'; tags = 'a', 'b' } `
                -Connection @{ remote_port = 2222 } -Configuration ([ordered]@{ z = 5.10d; a = $true; n = $null; d = '5.10' }) -Cluster ([pscustomobject]@{ x = 1 } | ForEach-Object { @{ description = 'd'; inner = $_ } }) |
              Add-EdgeDescriptorHost '<%= @name %>-1', two -Attribute @{ reserved_cpu = 100 } |
              Add-EdgeDescriptorHost three -Driver dummy -Provision @{ ip = [ipaddress]'192.0.2.7' } -Configuration @{ q = @() } |
              Add-EdgeDescriptorNetwork net -VnMad bridge -Bridge br0 -AddressRange @{ ip = '10.0.0.1'; size = 5 }, @{ type = 'ETHER'; size = 2 } -Attribute @{ mtu = 1450 } |
              Add-EdgeDescriptorDatastore images -Attribute @{ limit_mb = 10 } |
              Add-EdgeDescriptorDatastore system -Type system_ds -TmMad shared
            """);

        Assert.Equal("""
            ---
            name: lab
            extends: static_vxlan.yaml
            playbook:
            - mine
            - default
            defaults:
              provision:
                driver: packet
                facility: ams1
                plan: baremetal_0
                tags:
                - a
                - b
              connection:
                remote_port: 2222
              configuration:
                z: 5.10
                a: true
                'n':
                d: '5.10'
            cluster:
              description: d
              inner:
                x: 1
            hosts:
            - im_mad: kvm
              vm_mad: kvm
              reserved_cpu: 100
              provision:
                hostname: '<%= @name %>-1'
            - im_mad: kvm
              vm_mad: kvm
              reserved_cpu: 100
              provision:
                hostname: two
            - im_mad: kvm
              vm_mad: kvm
              provision:
                driver: dummy
                hostname: three
                ip: 192.0.2.7
              configuration:
                q: []
            networks:
            - name: net
              vn_mad: bridge
              bridge: br0
              mtu: 1450
              ar:
              - ip: 10.0.0.1
                size: 5
                type: IP4
              - size: 2
                type: ETHER
            datastores:
            - name: images
              ds_mad: fs
              tm_mad: ssh
              limit_mb: 10
            - name: system
              type: system_ds
              tm_mad: shared

            """, made.Yaml);
        Assert.Equal(["<%= @name %>-1", "two", "three"], made.Hosts.Select(h => h.Name));
        Assert.Equal(["packet", "packet", "dummy"], made.Hosts.Select(h => h.Driver));
    }

    [Fact]
    public async Task Addition_ToADescriptor_LeavesItAsItWas()
    {
        var sizes = (await _session.RunAsync($"$a = {Lab}; $b = $a | Add-EdgeDescriptorHost one; $c = Add-EdgeDescriptorHost two -InputObject $a, $b; $a, $b, $c[0], $c[1] | ForEach-Object {{ $_.Hosts.Count }}")).Succeeded();

        Assert.Equal([0, 1, 1, 2], sizes.Output.Select(o => o.BaseObject));
    }

    [Theory]
    [InlineData("Add-EdgeDescriptorHost two, TWO", "DuplicateHostname", ErrorCategory.ResourceExists)]
    [InlineData("Add-EdgeDescriptorHost one", "DuplicateHostname", ErrorCategory.ResourceExists)]
    [InlineData("Add-EdgeDescriptorNetwork net", "DuplicateName", ErrorCategory.ResourceExists)]
    [InlineData("Add-EdgeDescriptorDatastore lab-ds", "DuplicateName", ErrorCategory.ResourceExists)]
    [InlineData("Add-EdgeDescriptorHost two -Provision @{ hostname = 'three' }", "KeyGivenTwice", ErrorCategory.InvalidArgument)]
    [InlineData("Add-EdgeDescriptorHost two -Driver packet -Provision @{ DRIVER = 'packet' }", "KeyGivenTwice", ErrorCategory.InvalidArgument)]
    [InlineData("Add-EdgeDescriptorHost two -Configuration @{ a = @{ b = Get-Command Get-Help } }", "ValueNotUnderstood", ErrorCategory.InvalidArgument)]
    [InlineData("Add-EdgeDescriptorHost two -Configuration @{ a = [pscredential]::new('u', [securestring]::new()) }", "ValueNotUnderstood", ErrorCategory.InvalidArgument)]
    [InlineData("Add-EdgeDescriptorHost two -Configuration @{ a = \"$([char]0xD83D)\" }", "ValueNotUnderstood", ErrorCategory.InvalidArgument)]
    [InlineData("Add-EdgeDescriptorHost two -Configuration (& { $h = @{}; $h.h = $h; $h })", "TooDeep", ErrorCategory.InvalidArgument)]
    public async Task Addition_OfWhatCannotBeMeant_IsAnErrorAndNothingGoesOn(string command, string id, ErrorCategory category)
    {
        var result = await _session.RunAsync($"$lab = {Lab} | Add-EdgeDescriptorHost one | Add-EdgeDescriptorNetwork net | Add-EdgeDescriptorDatastore '<%= @name %>-ds'; $lab | {command} | Add-EdgeDescriptorDatastore after");

        Assert.Equal([id], result.ErrorIds);
        Assert.Equal(category, result.Errors[0].CategoryInfo.Category);
        Assert.IsType<EdgeDescriptor>(result.Errors[0].TargetObject);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Addition_WithOneBadOfThree_GoesOnWithTheOthers()
    {
        var result = await _session.RunAsync("'a', 'b', 'c' | New-EdgeDescriptor | ForEach-Object { if ($_.Name -eq 'b') { $_ | Add-EdgeDescriptorHost one } else { $_ } } | Add-EdgeDescriptorHost one");

        Assert.Equal(["DuplicateHostname"], result.ErrorIds);
        Assert.Contains("one2 is free", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(["a", "c"], result.Output.Select(o => ((EdgeDescriptor)o.BaseObject).Name));
    }

    [Theory]
    [InlineData("New-EdgeDescriptor x -Template statc_vxlan", "TemplateNotFound", "Did you mean static_vxlan?")]
    [InlineData("New-EdgeDescriptor x -Template ./none.yaml", "TemplateNotFound", "Give the path of a descriptor, or the name of one that is shipped.")]
    [InlineData("New-EdgeDescriptor x -Driver packet -Provision @{ driver = 'ec2' }", "KeyGivenTwice", "Give it once.")]
    public async Task NewEdgeDescriptor_OfWhatCannotBeMeant_EndsTheCommand(string command, string id, string action)
    {
        var error = await _session.CatchAsync(command);

        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(action, error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public async Task TestEdgeDescriptor_OfAScriptsMistakes_NamesTheirPlaces()
    {
        var result = await _session.RunAsync($"{Lab} | Add-EdgeDescriptorHost one, two -Provision @{{ plam = 'x' }} | Test-EdgeDescriptor");

        Assert.Equal(false, Assert.Single(result.Output).BaseObject);
        Assert.Equal(
            ["hosts[0].provision.plam", "hosts[1].provision.plam"],
            result.Errors.Select(e => e.Exception.Message.Split(": error UnknownKey: ")[0]).Order());
        Assert.All(result.Errors, e => Assert.EndsWith("Did you mean plan?", e.Exception.Message, StringComparison.Ordinal));
        Assert.All((await _session.RunAsync($"{Lab} | Add-EdgeDescriptorHost one -Provision @{{ plam = 'x' }} | Test-EdgeDescriptor -Detailed")).Output, o => Assert.Null(Assert.IsType<Diagnostic>(o.BaseObject).File));
    }

    [Fact]
    public async Task Secret_OfAScript_IsInNothingThatIsShownOrSent()
    {
        const string secret = "TOPSECRET-7";
        var script = $$"""
            $s = [securestring]::new(); '{{secret}}'.ToCharArray() | ForEach-Object { $s.AppendChar($_) }
            $d = {{Lab}} -Configuration @{ motd = $s; api_token = '{{secret}}'; from = '${env:HOME}' } | Add-EdgeDescriptorHost one -Provision @{ packet_token = $s }
            $d
            $d.Yaml
            [System.Management.Automation.PSSerializer]::Serialize($d, 9)
            $d | Test-EdgeDescriptor -Verbose -Debug
            """;
        var result = (await _session.RunAsync(script)).Succeeded();
        (await _session.RunAsync("$d | Out-Default; $d.Hosts | Out-Default; $d.Document.Values | Out-Default")).Succeeded();

        var made = (EdgeDescriptor)result.Output[0].BaseObject;
        Assert.Equal(["defaults.configuration.api_token", "defaults.configuration.motd", "hosts[0].provision.packet_token"], made.SecretKeys);
        Assert.Equal(true, result.Output[3].BaseObject);
        Assert.Contains("from: ${env:HOME}", made.Yaml, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, string.Join('\n', result.Output.Select(o => o.ToString()).Concat(result.Debug).Concat(result.Verbose)) + _session.Host.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Descriptor_ThatWasElsewhere_IsADescriptorAgain()
    {
        var back = await OneAsync($"$d = {Lab} -Configuration @{{ api_token = 'TOPSECRET' }} | Add-EdgeDescriptorHost one; [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($d)) | Add-EdgeDescriptorHost two");

        Assert.Equal(["one", "two"], back.Hosts.Select(h => h.Name));
        Assert.Empty(back.SecretKeys);
        Assert.Contains("api_token: '****'", back.Yaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Views_OfADescriptor_FitAHundredColumnsAndNameWhatIsInIt()
    {
        (await _session.RunAsync($"$d = {Lab} -Template default | Add-EdgeDescriptorHost one, two; $d | Out-Default; $d.Hosts | Out-Default")).Succeeded();

        var lines = _session.Host.Screen.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd()).ToList();
        Assert.All(lines, line => Assert.True(line.Length <= 100, line));
        Assert.Contains(lines, l => System.Text.RegularExpressions.Regex.IsMatch(l, "^Name +Playbooks +Hosts +Networks +Datastores +File$"));
        Assert.Contains(lines, l => System.Text.RegularExpressions.Regex.IsMatch(l, "^lab +2 +0 +0$"));
        Assert.Contains(lines, l => System.Text.RegularExpressions.Regex.IsMatch(l, "^two +packet$"));
    }

    [Theory]
    [InlineData("New-EdgeDescriptor x -Template ", "default,static_vxlan")]
    [InlineData("New-EdgeDescriptor x -Playbook st", "static_vxlan")]
    [InlineData("New-EdgeDescriptor x -Driver ", "dummy,ec2,onprem,packet")]
    [InlineData("Add-EdgeDescriptorHost x -Driver p", "packet")]
    [InlineData("Add-EdgeDescriptorNetwork x -Driver vx", "vxlan")]
    [InlineData("Add-EdgeDescriptorDatastore x -Type ", "file_ds,image_ds,system_ds")]
    [InlineData("Add-EdgeDescriptorDatastore x -Driver f", "fs")]
    [InlineData("Add-EdgeDescriptorDatastore x -TransferDriver s", "shared,ssh")]
    public void Completion_OfWhatIsKnown_OffersIt(string text, string expected)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_session.Runspace);

        var offered = CommandCompletion.CompleteInput(text, text.Length, null, shell).CompletionMatches;

        Assert.Equal(expected, string.Join(',', offered.Select(m => m.CompletionText).Order(StringComparer.Ordinal)));
        Assert.All(offered, m => Assert.NotEmpty(m.ToolTip));
    }

    public void Dispose() => _session.Dispose();

    private async Task<EdgeDescriptor> OneAsync(string script) => Assert.IsType<EdgeDescriptor>((await _session.RunAsync(script)).Single.BaseObject);
}
