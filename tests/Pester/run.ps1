#requires -Version 7.6
#requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }

<#
.SYNOPSIS
Runs the Pester suite on the staged module, in the session that this is: start it in a fresh pwsh.

.DESCRIPTION
The suite has a file for each noun: what the author of a script does with it. As root on Linux it starts a sandbox for all of them, whose
machines are real; elsewhere, what needs one is skipped. The last line is "N passed, N failed, N skipped"; the exit code says whether all is well.

.EXAMPLE
pwsh -NoProfile -File tests/Pester/run.ps1 -Name EdgeHost, Module
#>
[CmdletBinding()]
param(
    # Only <Name>.Tests.ps1; from another shell, names with commas between them.
    [string[]] $Name = '*',

    # A file for the results, in NUnit's format.
    [string] $Report
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$PSStyle.OutputRendering = 'PlainText'
$root = Split-Path (Split-Path $PSScriptRoot)
$scratch = (New-Item (Join-Path ([IO.Path]::GetTempPath()) "edgeprovision-pester-$PID") -ItemType Directory).FullName

# The environment of a user who has nothing yet.
$env:XDG_CONFIG_HOME = Join-Path $scratch 'config'
foreach ($variable in 'ONE_XMLRPC', 'ONE_AUTH', 'PACKET_ENDPOINT', 'PACKET_TOKEN', 'PACKET_PROJECT') {
    Remove-Item "env:$variable" -ErrorAction Ignore
}
$env:EDGEPROVISION_SCRATCH = $scratch
$env:EDGEPROVISION_SANDBOX = ''

Import-Module Pester -MinimumVersion 5.0.0
$env:EDGEPROVISION_MODULE = Join-Path $root 'output/EdgeProvision/EdgeProvision.psd1'
Import-Module $env:EDGEPROVISION_MODULE
$files = @($Name -split ',' | ForEach-Object { Get-Item (Join-Path $PSScriptRoot "$_.Tests.ps1") } | Sort-Object FullName -Unique)
try {
    if ($IsLinux -and (id -u) -eq 0) {
        $env:EDGEPROVISION_SANDBOX = "pester-$PID"
        $null = Start-EdgeSandbox $env:EDGEPROVISION_SANDBOX
    }

    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $files.FullName
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'None'
    if ($Report) {
        $configuration.TestResult.Enabled = $true
        $configuration.TestResult.OutputPath = $Report
    }
    $result = Invoke-Pester -Configuration $configuration
}
finally {
    if ($env:EDGEPROVISION_SANDBOX) {
        Stop-EdgeSandbox $env:EDGEPROVISION_SANDBOX
    }
    Remove-Item $scratch -Recurse -Force
}

foreach ($test in $result.Failed) {
    "[-] $($test.ExpandedPath)"
    $test.ErrorRecord | ForEach-Object { "    $($_.Exception.Message)"; $_.ScriptStackTrace -split "`n" | Select-Object -First 3 | ForEach-Object { "    $_" } }
}
# A file that cannot be read, or a block whose beginning fails, has no failed test of its own.
$failed = $result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount
foreach ($block in @($result.FailedContainers) + @($result.FailedBlocks)) {
    "[-] $block"
    $block.ErrorRecord | ForEach-Object { "    $_" }
}
"$($result.PassedCount) passed, $failed failed, $($result.SkippedCount + $result.NotRunCount) skipped"
exit [int] ($failed -gt 0 -or $result.PassedCount -eq 0)
