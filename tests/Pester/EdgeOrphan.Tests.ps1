BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
}

# While an edge cloud stands whose machines and addresses are rented.
Describe 'Orphans' -Skip:(-not (Test-Sandbox)) {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
        $null = Use-Fosdem
    }

    It 'finds nothing of what stands' {
        Find-EdgeOrphan -ErrorAction Stop | Should -BeNullOrEmpty
        $null = Get-EdgeProvision | Get-EdgeHost | ForEach-Object {
            { Remove-EdgeOrphan $_.DeviceId -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'OrphanNotFound,*'
        }
        (Get-EdgeHost).State | Should -Be 'Ready', 'Ready'
    }

    It 'removes nothing when there is nothing' {
        Find-EdgeOrphan | Remove-EdgeOrphan -Confirm:$false -PassThru -ErrorAction Stop | Should -BeNullOrEmpty
    }
}
