BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
}

# EdgeCluster, EdgeDatastore, EdgeNetwork.
Describe 'Clusters, datastores and networks' -Skip:(-not (Test-Sandbox)) {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
        $null = Use-Sandbox
        $null = Get-SmallDescriptor objects | New-EdgeProvision -Confirm:$false
    }

    AfterAll {
        Get-EdgeProvision objects* | Remove-EdgeProvision -Confirm:$false
    }

    It 'are found by name, provision and object' {
        (Get-EdgeCluster objects).Provision | Should -Be 'objects'
        (Get-EdgeDatastore -Provision objects).Name | Should -Be 'objects-images'
        (Get-EdgeProvision objects | Get-EdgeNetwork).Name | Should -Be 'objects-private'
    }

    It 'shows its addresses' {
        $range = (Get-EdgeNetwork objects-private).AddressRanges[0]

        $range.First, $range.Last | Should -Be '192.168.150.2', '192.168.150.11'
    }

    It 'tells one that is not there by its id, and goes on with the others' {
        $found = Get-EdgeDatastore nowhere, objects-images -ErrorAction SilentlyContinue -ErrorVariable missing

        $found.Name | Should -Be 'objects-images'
        $missing[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'is removed by the pipeline, and not with -WhatIf' {
        Get-EdgeNetwork objects-private | Remove-EdgeNetwork -WhatIf
        (Get-EdgeNetwork objects-private).Name | Should -Be 'objects-private'

        Get-EdgeNetwork objects-private | Remove-EdgeNetwork -Confirm:$false
        Get-EdgeNetwork -Provision objects | Should -BeNullOrEmpty
    }
}
