BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
}

Describe 'Operations' -Skip:(-not (Test-Sandbox)) {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
        $provision = Use-Fosdem
    }

    It 'tells the slowest steps of the last create' {
        $create = Get-EdgeOperation fosdem | Where-Object Verb -EQ create | Select-Object -Last 1
        $slowest = $create.Steps | Sort-Object Duration -Descending | Select-Object -First 3

        $create.Outcome | Should -Be 'Succeeded'
        $slowest[0].Duration | Should -BeGreaterOrEqual $slowest[2].Duration
        $create.Duration | Should -BeGreaterThan $slowest[0].Duration
    }

    It 'is found by the pipeline, and by outcome' {
        ($provision | Get-EdgeOperation -Outcome Succeeded).Provision | Should -Contain 'fosdem'
        Get-EdgeOperation fosdem -Outcome Failed | Where-Object Verb -EQ create | Should -BeNullOrEmpty
    }

    It 'goes through JSON' {
        $operations = @(Get-EdgeOperation fosdem)
        $json = $operations | ConvertTo-Json -Depth 6 -AsArray | ConvertFrom-Json

        $json.Id | Should -Be $operations.Id
        $json[-1].Steps.Count | Should -Be $operations[-1].Steps.Count
    }

    It 'of a provision that is not there is an error with an id' {
        { Get-EdgeOperation nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'ProvisionNotFound*'
    }

    It 'becomes a page for a build''s summary' {
        $file = Join-Path $TestDrive 'summary.md'

        Export-EdgeProvision fosdem $file -Format Markdown

        Get-Content $file -TotalCount 1 | Should -Be '## Edge cloud fosdem'
    }
}
