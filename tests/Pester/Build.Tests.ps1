Describe 'build.ps1' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
        $script = Join-Path (Get-Checkout) 'build.ps1'

        function Invoke-Build {
            (pwsh -NoProfile -NonInteractive -File $script @args 2>&1 | Out-String) -replace '\s*\|?\s+', ' '
        }
    }

    It 'names its verbs when one is mistyped, and builds nothing' {
        $said = Invoke-Build Tset

        $LASTEXITCODE | Should -Not -Be 0
        $said | Should -BeLike '*"Tset"*Build,Test,*Clean*'
    }

    It 'names the tests that there are when one is mistyped, and builds nothing' {
        $said = Invoke-Build Test -Name Engin

        $LASTEXITCODE | Should -Not -Be 0
        $said | Should -BeLike "*no tests named 'Engin'; there are: *Engine*Pester*"
        $said | Should -Not -BeLike '*Building*'
    }

    It 'refuses what does not go together' {
        Invoke-Build Package -Name Engine | Should -BeLike '*-Name goes with Test, not with Package*'
        Invoke-Build Build -Keep | Should -BeLike '*-Keep goes with Demo, not with Build*'
        Invoke-Build Build more | Should -BeLike "*'more'*"
    }

    It 'explains itself' {
        $help = Get-Help $script -Full

        $help.Synopsis | Should -BeLike '*build*'
        ($help.parameters.parameter | Where-Object Name -EQ Verb).description.Text | Should -BeLike '*Package*output/packages*'
    }
}

Describe 'build.sh' -Skip:(-not $IsLinux) {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
        $script = Join-Path (Get-Checkout) 'build.sh'

        function Invoke-Build {
            bash $script @args 2>&1 | Out-String
        }
    }

    It 'names its verbs when one is mistyped' {
        Invoke-Build tset | Should -BeLike "*there is no verb 'tset'*Usage:*package*"
        $LASTEXITCODE | Should -Be 2
    }

    It 'names the tests that there are when one is mistyped, and builds nothing' {
        $said = Invoke-Build test Engin

        $LASTEXITCODE | Should -Be 1
        $said | Should -BeLike "*no tests named 'Engin'; there are: *Engine*Pester*"
        $said | Should -Not -BeLike '*Building*'
    }

    It 'refuses words that a verb does not take' {
        Invoke-Build package now | Should -BeLike '*package takes nothing, and got: now*'
        Invoke-Build demo --kep | Should -BeLike '*demo takes nothing but --keep*'
        $LASTEXITCODE | Should -Be 2
    }
}
