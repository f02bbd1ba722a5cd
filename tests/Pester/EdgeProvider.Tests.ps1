BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
}

Describe 'Registered providers' {
    BeforeAll {
        Set-StrictMode -Version Latest
        # In a sandbox nothing but the sandbox's own provider counts.
        Get-EdgeCloud | ForEach-Object { Disconnect-EdgeCloud $_ }
    }

    AfterEach {
        Get-EdgeProvider -ErrorAction SilentlyContinue | Where-Object Name -Like 'pester*' | Unregister-EdgeProvider -Confirm:$false
    }

    It 'keeps a reference, never the credential' {
        $env:PESTER_TOKEN = 'a-very-secret-token'
        try {
            Register-EdgeProvider pester packet http://127.0.0.1:9 -Project edge -CredentialSource env:PESTER_TOKEN

            (Get-EdgeProvider pester).Endpoint | Should -Be ([uri] 'http://127.0.0.1:9')
            Get-ChildItem $env:XDG_CONFIG_HOME -Recurse -File | Get-Content -Raw | Should -Not -BeLike '*a-very-secret-token*'
        }
        finally {
            Remove-Item env:PESTER_TOKEN
        }
    }

    It 'asks for -Force before it replaces one' {
        $provider = @{ Name = 'pester'; Driver = 'packet'; Endpoint = 'http://127.0.0.1:9'; Project = 'edge' }
        Register-EdgeProvider @provider

        $refusal = { Register-EdgeProvider @provider -CredentialSource prompt -ErrorAction Stop } | Should -Throw -PassThru
        $refusal.Exception.RecommendedAction | Should -BeLike '*-Force*'
        (Register-EdgeProvider @provider -CredentialSource prompt -Force -PassThru).CredentialSource | Should -Be 'prompt'
    }

    It 'does nothing with -WhatIf' {
        Register-EdgeProvider pester packet http://127.0.0.1:9 -Project edge -WhatIf

        Get-EdgeProvider pester -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'goes out again by the pipeline' {
        Register-EdgeProvider pester1 packet http://127.0.0.1:9 -Project edge
        Register-EdgeProvider pester2 packet http://127.0.0.1:9 -Project edge

        (Get-EdgeProvider pester* | Unregister-EdgeProvider -PassThru).Name | Should -Be 'pester1', 'pester2'
        Get-EdgeProvider pester* | Should -BeNullOrEmpty
    }
}

Describe 'What there is to rent' -Skip:(-not (Test-Sandbox)) {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
        $null = Use-Sandbox
    }

    It 'finds the cheapest machine of a place' {
        $cheapest = Get-EdgeHardware -Location ams1 -InStock | Sort-Object HourlyPrice | Select-Object -First 1

        $cheapest.Name | Should -Not -BeNullOrEmpty
        $cheapest.HourlyPrice | Should -BeGreaterThan 0
    }

    It 'knows places by country and images by wildcard' {
        (Get-EdgeLocation -Country NL).Name | Should -Contain 'ams1'
        (Get-EdgeImage ubuntu*).Count | Should -BeGreaterThan 0
    }

    It 'gives words that a descriptor takes' {
        $order = @{ facility = (Get-EdgeLocation ams1).Name; plan = (Get-EdgeHardware -Location ams1)[0].Name; os = (Get-EdgeImage debian*)[0].Name }

        New-EdgeDescriptor edge -Driver packet -Provision $order | Add-EdgeDescriptorHost node1 | Get-EdgeProvisionPlan | Should -Not -BeNullOrEmpty
    }

    It 'is readable as JSON' {
        $json = Get-EdgeHardware | ConvertTo-Json -Depth 5 | ConvertFrom-Json

        $json.Name | Should -Be (Get-EdgeHardware).Name
    }
}
