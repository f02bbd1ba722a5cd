namespace EdgeProvision.PowerShell.Tests.Objects;

/// <summary>For each type that cmdlets write, a script that gives one on hosts that work. A new type gets its line here.</summary>
/// <remarks><c>$descriptor</c> is a file with a token in it, <c>$edited</c> the descriptor of fosdem with another network, <c>$bad</c> one with a mistake.</remarks>
internal static class OutputSamples
{
    public static IReadOnlyDictionary<string, string> Scripts { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["EdgeProvision.Model.Diagnostic"] = "Test-EdgeDescriptor $bad -Detailed",
        ["EdgeProvision.Model.EdgeAddress"] = "New-EdgeAddress fosdem -Confirm:$false",
        ["EdgeProvision.Model.EdgeCloud"] = "Get-EdgeCloud",
        ["EdgeProvision.Model.EdgeCluster"] = "Get-EdgeCluster fosdem",
        ["EdgeProvision.Model.EdgeDatastore"] = "Get-EdgeDatastore fosdem-images",
        ["EdgeProvision.Model.EdgeDescriptor"] = "Import-EdgeDescriptor $descriptor",
        ["EdgeProvision.Model.EdgeDifference"] = "Compare-EdgeProvision -Path $edited",
        ["EdgeProvision.Model.EdgeDriverChange"] = "Install-EdgeDriver \"$((Get-Module EdgeProvision).ModuleBase)/dependencies/EdgeProvision.Engine.dll\" -OnedConf $bad -Remotes $bad/.. -WhatIf -PassThru",
        ["EdgeProvision.Model.EdgeHardware"] = "Get-EdgeHardware baremetal_0",
        ["EdgeProvision.Model.EdgeHost"] = "Get-EdgeHost fosdem-a",
        ["EdgeProvision.Model.EdgeImage"] = "Get-EdgeImage debian_12",
        ["EdgeProvision.Model.EdgeLocation"] = "Get-EdgeLocation ams1",
        ["EdgeProvision.Model.EdgeNetwork"] = "Get-EdgeNetwork fosdem-private",
        ["EdgeProvision.Model.EdgeOrphan"] = "Find-EdgeOrphan",
        ["EdgeProvision.Model.EdgePlaybook"] = "Get-EdgePlaybook static_vxlan",
        ["EdgeProvision.Model.EdgeProvider"] = "Get-EdgeProvider packet",
        ["EdgeProvision.Model.EdgeSandbox"] = "Get-EdgeSandbox (Get-EdgeCloud).SandboxId",
        ["EdgeProvision.Model.HostDrift"] = "Test-EdgeHostConfiguration fosdem-a",
        ["EdgeProvision.Model.Operation"] = "(Get-EdgeOperation fosdem)[-1]",
        ["EdgeProvision.Model.Plan"] = "Get-EdgeProvisionPlan $descriptor",
        ["EdgeProvision.Model.Provision"] = "Get-EdgeProvision fosdem",
        ["EdgeProvision.Model.HostCommandResult"] = "Invoke-EdgeHostCommand hostname fosdem-a",
        ["EdgeProvision.Model.HostFileCopy"] = "Copy-EdgeHostFile $bad /tmp/copied.yaml fosdem-a -PassThru",
    };
}
