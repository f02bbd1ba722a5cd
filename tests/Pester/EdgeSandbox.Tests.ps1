BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
}

Describe 'Sandboxes' -Skip:(-not (Test-Sandbox)) {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
        $id = "$env:EDGEPROVISION_SANDBOX-b"
    }

    AfterAll {
        Stop-EdgeSandbox $id
        $null = Use-Sandbox
    }

    It 'starts another one, of another release, beside the first' {
        $first = Use-Sandbox
        $second = Start-EdgeSandbox $id -Release 7.4

        $second.Release | Should -BeLike '7.4*'
        $second.Endpoint | Should -Not -Be $first.Endpoint
        @(Get-EdgeProvision -Cloud $second).Count | Should -Be 0
    }

    It 'connects to one that runs' {
        (Start-EdgeSandbox $id).Release | Should -BeLike '7.4*'
    }

    It 'stops, and says nothing of one that is not there any more' {
        $second = Start-EdgeSandbox $id

        Stop-EdgeSandbox $id -ErrorAction Stop

        { Get-EdgeProvision -Cloud $second -ErrorAction Stop } | Should -Throw -ErrorId 'CloudNotConnected*'
        Get-EdgeCloud | Should -Not -Contain $second
        { Stop-EdgeSandbox $id -ErrorAction Stop } | Should -Not -Throw
    }
}
