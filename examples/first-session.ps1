#requires -Version 7.6
# The first session of the README, with a word about each step: an edge cloud of two hosts in the sandbox, from one file, and gone again.
# It uses only commands of PowerShell's core, so that it runs in pwsh and in the script host of tests/ alike.
param(
    # Leaves the sandbox and the edge cloud standing.
    [switch] $Keep
)
$ErrorActionPreference = 'Stop'
$root = [IO.Path]::GetDirectoryName($PSScriptRoot)
Import-Module "$root/output/EdgeProvision/EdgeProvision.psd1"

'== A sandbox: an OpenNebula front-end, a provider and its machines, all on this computer'
Start-EdgeSandbox demo -Verbose | Out-Default

'== One descriptor, one edge cloud'
New-EdgeProvision "$PSScriptRoot/fosdem.yaml" -Confirm:$false -InformationAction Continue | Out-Default

'== What stands now'
Get-EdgeProvision | Out-Default
Get-EdgeHost | Out-Default

'== Power off and on again, each machine'
Get-EdgeHost | Restart-EdgeHost -Hard -Confirm:$false -PassThru | Out-Default

if ($Keep) {
    '== It is left standing'
    return
}

'== Everything is released and removed'
Get-EdgeProvision fosdem | Remove-EdgeProvision -Confirm:$false
Stop-EdgeSandbox demo
'== Done: nothing is left'
