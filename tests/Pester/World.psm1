# What the suite's files share: the sandbox that run.ps1 has started, and the edge cloud of the README in it.
Set-StrictMode -Version Latest
$root = Split-Path (Split-Path $PSScriptRoot)

# The checkout.
function Get-Checkout {
    $root
}

# Whether there is a sandbox to try things in.
function Test-Sandbox {
    [bool] $env:EDGEPROVISION_SANDBOX
}

# The sandbox's front-end, as the session's current one.
function Use-Sandbox {
    Start-EdgeSandbox $env:EDGEPROVISION_SANDBOX
}

# The provision fosdem, with two real hosts that are ready: made by whichever file needs it first.
function Use-Fosdem {
    $null = Use-Sandbox
    New-EdgeProvision (Join-Path $root 'examples/fosdem.yaml') -Confirm:$false -ErrorAction Stop
}

# A descriptor without machines: quick to make and to remove.
function Get-SmallDescriptor([string] $Name) {
    New-EdgeDescriptor $Name |
        Add-EdgeDescriptorDatastore "$Name-images" -Driver fs -TransferDriver ssh |
        Add-EdgeDescriptorNetwork "$Name-private" -Driver dummy -Bridge br0 -AddressRange @{ ip = '192.168.150.2'; size = 10; type = 'IP4' }
}

Export-ModuleMember -Function *
