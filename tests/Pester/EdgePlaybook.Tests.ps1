Describe 'Playbooks' {
    BeforeAll {
        Set-StrictMode -Version Latest
    }

    It 'are listed without a front-end, and found by wildcard' {
        (Get-EdgePlaybook).Name | Should -Contain 'static_vxlan'
        (Get-EdgePlaybook def*).Name | Should -Be 'default'
    }

    It 'that is not there is an error with an id, and keeps nothing from the others' {
        $found = Get-EdgePlaybook nowhere, default -ErrorAction SilentlyContinue -ErrorVariable missing

        $found.Name | Should -Be 'default'
        $missing[0].FullyQualifiedErrorId | Should -BeLike 'Playbook*'
    }

    It 'are words for New-EdgeDescriptor' {
        Get-EdgePlaybook | ForEach-Object { New-EdgeDescriptor edge -Playbook $_.Name | Test-EdgeDescriptor } | Should -Not -Contain $false
    }
}
