BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
}

# Public addresses of one's own, from renting to giving back.
Describe 'Addresses' -Skip:(-not (Test-Sandbox)) {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
        $null = Use-Fosdem
    }

    AfterAll {
        Get-EdgeAddress | Where-Object { -not $_.Network } | Remove-EdgeAddress -Confirm:$false
    }

    It 'shows what would be rented, and rents nothing' {
        $before = @(Get-EdgeAddress).Count
        (New-EdgeAddress fosdem -Count 2 -WhatIf -PassThru).Steps.Kind | Should -Be 'ReserveAddresses'
        @(Get-EdgeAddress) | Should -HaveCount $before
    }

    It 'rents, leads to a host, to another, nowhere, and gives back' {
        $hosts = @(Get-EdgeHost | Sort-Object Hostname)
        $rented = @(New-EdgeAddress fosdem -Count 2 -Confirm:$false -ErrorAction Stop)
        $rented | Should -HaveCount 2
        $rented.State | Should -Be 'Free', 'Free'

        $led = @($rented | Set-EdgeAddress -EdgeHost $hosts[0].Hostname -PassThru -ErrorAction Stop)
        $led.Hostname | Should -Be $hosts[0].Hostname, $hosts[0].Hostname
        (Set-EdgeAddress $rented[0].IPAddress $hosts[1].Hostname -PassThru -ErrorAction Stop).Hostname | Should -Be $hosts[1].Hostname
        ($rented | Set-EdgeAddress -Unassign -PassThru -ErrorAction Stop).State | Should -Be 'Free', 'Free'

        $rented | Remove-EdgeAddress -Confirm:$false -ErrorAction Stop
        Get-EdgeAddress | Where-Object ReservationId -EQ $rented[0].ReservationId | Should -BeNullOrEmpty
    }

    It 'goes on after an address that is not there' {
        $found = @(Get-EdgeAddress '192.0.2.1', '*' -ErrorAction SilentlyContinue -ErrorVariable errors)
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'AddressNotFound,*'
        $found.Count | Should -BeGreaterThan 0
    }
}
