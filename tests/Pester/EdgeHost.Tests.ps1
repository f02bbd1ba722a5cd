BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
}

# On real machines: booted with systemd, with their own sshd.
Describe 'Hosts' -Skip:(-not (Test-Sandbox)) {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
        $null = Use-Fosdem
        $cloud = Use-Sandbox
        $module = $env:EDGEPROVISION_MODULE
    }

    It 'restarts all hosts hard with the pipeline of the README' {
        $null = Get-EdgeHost | Invoke-EdgeHostCommand 'touch /run/edge-pester'

        Get-EdgeHost | Restart-EdgeHost -Hard

        (Get-EdgeHost).State | Should -Be 'Ready', 'Ready'
        (Get-EdgeHost | Invoke-EdgeHostCommand 'test -e /run/edge-pester && echo old || echo new').Output.Trim() | Should -Be 'new', 'new'
    }

    It 'would stop all hosts of all provisions, and does not' {
        Get-EdgeProvision | Get-EdgeHost | Stop-EdgeHost -WhatIf

        (Get-EdgeHost).State | Should -Be 'Ready', 'Ready'
        $plan = Get-EdgeProvision | Get-EdgeHost | Stop-EdgeHost -WhatIf -PassThru
        @($plan.Steps.HostKey | Where-Object { $_ } | Sort-Object -Unique).Count | Should -Be 2
    }

    It 'configures again what is in error, and only that' {
        $broken = (Get-EdgeHost -Provision fosdem)[0]
        $null = $broken | Invoke-EdgeHostCommand 'mv /usr/bin/apt-get /usr/bin/apt-get.away && apt-get() { false; }; mv /usr/bin/dpkg-query /usr/bin/dpkg-query.away'
        $broken | Invoke-EdgeHostConfiguration -Reapply -ErrorAction SilentlyContinue -ErrorVariable failure
        $null = $broken | Invoke-EdgeHostCommand 'mv /usr/bin/apt-get.away /usr/bin/apt-get; mv /usr/bin/dpkg-query.away /usr/bin/dpkg-query'
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'HostConfigurationFailed,*'
        (Get-EdgeHost -Provision fosdem -State Error).Id | Should -Be $broken.Id

        $repaired = Get-EdgeHost -Provision fosdem | Where-Object State -eq Error | Invoke-EdgeHostConfiguration -PassThru

        $repaired.Id | Should -Be $broken.Id
        $repaired.State | Should -Be 'Ready'
        (Get-EdgeHost).State | Should -Be 'Ready', 'Ready'
    }

    It 'runs a command everywhere, and one bad host keeps none of the others from it' {
        $ids = @((Get-EdgeHost).Id) + 4711

        $results = Invoke-EdgeHostCommand hostname -Id $ids -ErrorAction SilentlyContinue -ErrorVariable failures

        $results.Count | Should -Be 2
        $results.ExitStatus | Should -Be 0, 0
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'HostNotFound,*'
    }

    It 'takes defaults from $PSDefaultParameterValues' {
        $before = $PSDefaultParameterValues.Clone()
        $PSDefaultParameterValues['*-EdgeHost:Provision'] = 'nowhere'
        try {
            { Get-EdgeHost -ErrorAction Stop } | Should -Throw -ErrorId 'ProvisionNotFound*'
            $PSDefaultParameterValues['*-EdgeHost:Provision'] = 'fosdem'
            @(Get-EdgeHost).Count | Should -Be 2
        }
        finally {
            $PSDefaultParameterValues.Clear()
            $before.GetEnumerator() | ForEach-Object { $PSDefaultParameterValues[$_.Key] = $_.Value }
        }
    }

    It 'is worked on from thread jobs with one connection' {
        $jobs = Get-EdgeHost | ForEach-Object {
            $id = $_.Id
            Start-ThreadJob { Import-Module $using:module; (Invoke-EdgeHostCommand hostname -Id $using:id -Cloud $using:cloud).Output.Trim() }
        }

        $jobs | Receive-Job -Wait -AutoRemoveJob | Sort-Object | Should -Be (Get-EdgeHost).Hostname
    }

    It 'shows what was changed by hand, and puts it right' {
        $host0 = (Get-EdgeHost)[0]
        ($host0 | Test-EdgeHostConfiguration).InDesiredState | Should -BeTrue
        $null = $host0 | Invoke-EdgeHostCommand 'sysctl -w net.ipv4.ip_forward=$((1 - $(sysctl -n net.ipv4.ip_forward)))'

        $found = $host0 | Test-EdgeHostConfiguration
        $host0 | Invoke-EdgeHostConfiguration -Reapply

        $found.InDesiredState | Should -BeFalse
        "$($found.Drift.Detail)" | Should -BeLike '*ip_forward*'
        ($host0 | Test-EdgeHostConfiguration).InDesiredState | Should -BeTrue
    }

    It 'is switched off and on by name, and says what it does to those that are off' {
        $name = (Get-EdgeHost)[1].Name

        (Stop-EdgeHost $name -PassThru).State | Should -Be 'Off'
        Invoke-EdgeHostCommand hostname $name -ErrorAction SilentlyContinue -ErrorVariable refused
        (Start-EdgeHost $name -PassThru).State | Should -Be 'Ready'

        $refused[0].Exception.RecommendedAction | Should -BeLike '*Start-EdgeHost*'
    }

    It 'goes through JSON and CSV and comes back to the commands' {
        $ids = (Get-EdgeHost).Id

        (Get-EdgeHost | ConvertTo-Json | ConvertFrom-Json | Invoke-EdgeHostCommand true).ExitStatus | Should -Be 0, 0
        (Get-EdgeHost | Select-Object Id, Name, State, Address | ConvertTo-Csv | ConvertFrom-Csv).Id | Should -Be $ids
    }
}
