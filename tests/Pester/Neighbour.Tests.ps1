BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
    $older = Join-Path (Get-Checkout) 'tests/EdgeProvision.PowerShell.Tests/bin/Release/net10.0/older'
    $skip = -not (Test-Sandbox) -or -not (Test-Path $older)
}

# The same as NeighbourTests in the hosted engine does, in pwsh and on real hosts.
Describe 'Beside a module that has loaded older versions of the same libraries' -Skip:$skip {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
        $cloud = Use-Sandbox
        $null = Use-Fosdem
        $tests = Join-Path (Get-Checkout) 'tests/EdgeProvision.PowerShell.Tests'
        $neighbour = (New-Item (Join-Path $TestDrive 'Neighbour') -ItemType Directory).FullName
        Copy-Item (Join-Path $tests 'Neighbour/Neighbour.*'), (Join-Path $tests 'bin/Release/net10.0/older/*') $neighbour
        # Older versions of this one have known flaws and should lie on nobody's disk; one that has its name and version does as well.
        $standIn = [Reflection.Emit.PersistedAssemblyBuilder]::new([Reflection.AssemblyName] @{ Name = 'Renci.SshNet'; Version = '2020.0.2.0' }, [object].Assembly)
        $null = $standIn.DefineDynamicModule('Renci.SshNet').DefineType('Renci.SshNet.ConnectionInfo', 'Public').CreateType()
        $standIn.Save((Join-Path $neighbour 'Renci.SshNet.dll'))
    }

    It 'does its work, and lets the other do its own' {
        $arguments = @{
            Neighbour  = Join-Path $neighbour 'Neighbour.psd1'
            Module     = $env:EDGEPROVISION_MODULE
            Descriptor = Join-Path (Get-Checkout) 'examples/fosdem.yaml'
        }
        $environment = @{ ONE_XMLRPC = "$($cloud.Endpoint)"; ONE_AUTH = "/var/lib/edgeprovision/sandbox/sessions/$env:EDGEPROVISION_SANDBOX/one_auth" }
        $command = "& '$(Join-Path $tests 'Neighbour/beside.ps1')' -Neighbour '$($arguments.Neighbour)' -Module '$($arguments.Module)' -Descriptor '$($arguments.Descriptor)'"

        $environment.GetEnumerator() | ForEach-Object { Set-Item "env:$($_.Key)" $_.Value }
        try {
            $said = @(pwsh -NoProfile -NonInteractive -Command $command 2>&1 | ForEach-Object { "$_" })
        }
        finally {
            $environment.Keys | ForEach-Object { Remove-Item "env:$_" }
        }

        $LASTEXITCODE | Should -Be 0 -Because ($said -join "`n")
        @($said -eq 'neighbour: neighbour 3 through eu-west-1').Count | Should -Be 2
        $said | Should -Contain 'descriptor: True'
        $said | Should -Contain 'provisions: fosdem'
        @($said -like 'host: fosdem-*').Count | Should -Be 2
        foreach ($loaded in 'YamlDotNet 11.0.0.0 Default', 'YamlDotNet 18.0.0.0 EdgeProvision', 'Renci.SshNet 2020.0.2.0 Default', 'Polly.Core 8.0.0.0 Default', 'Polly.Core 8.0.0.0 EdgeProvision') {
            $said | Should -Contain "loaded: $loaded"
        }
        @($said -like 'loaded: Renci.SshNet *EdgeProvision').Count | Should -Be 1
        @($said -like 'loaded: EdgeProvision.Model *').Count | Should -Be 1
    }
}
