BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
}

# A front-end's drivers: its files are played in a folder, its hooks are the sandbox's.
Describe 'Drivers of a front-end' -Skip:(-not (Test-Sandbox)) {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
        $null = Use-Sandbox
        $folder = (New-Item (Join-Path $env:EDGEPROVISION_SCRATCH 'front-end') -ItemType Directory).FullName
        $null = New-Item (Join-Path $folder 'remotes') -ItemType Directory
        $conf = Join-Path $folder 'oned.conf'
        Set-Content $conf "IPAM_MAD = [ EXECUTABLE = `"one_ipam`", ARGUMENTS = `"-t 1 -i dummy`" ]"
        $original = Get-Content $conf -Raw
        $places = @{ OnedConf = $conf; Remotes = Join-Path $folder 'remotes'; WarningAction = 'Ignore'; ErrorAction = 'Stop' }
        # The command stands beside the module, where both were built.
        $program = Join-Path (Get-Checkout) 'output/oneprovision/oneprovision'
    }

    AfterAll {
        Uninstall-EdgeDriver @places -Confirm:$false
    }

    It 'shows the difference and changes nothing' {
        $changes = Install-EdgeDriver @places -WhatIf -PassThru
        ($changes | Where-Object Kind -EQ Hook).Target | Should -Be 'alias_ip_running', 'alias_ip_hotplug', 'alias_ip_done'
        ($changes | Where-Object Target -EQ $conf).Difference | Should -BeLike '*+*-i dummy,packet,ec2*'
        Get-Content $conf -Raw | Should -Be $original
        Get-ChildItem $places.Remotes | Should -BeNullOrEmpty
    }

    It 'sets up once, with drivers that run, and takes away exactly that' {
        @(Install-EdgeDriver @places -PassThru -Confirm:$false) | Should -HaveCount 19
        Install-EdgeDriver @places -PassThru -Confirm:$false | Should -BeNullOrEmpty

        $script = Join-Path $places.Remotes 'ipam/packet/get_address'
        Get-Content $script -Raw | Should -BeLike "*$program*ipam get_address*"
        $said = 'no XML' | & $script 0 2>&1
        $LASTEXITCODE | Should -Not -Be 0
        "$said" | Should -Not -BeNullOrEmpty

        @(Uninstall-EdgeDriver @places -PassThru -Confirm:$false) | Should -HaveCount 19
        Get-Content $conf -Raw | Should -Be $original
        Get-ChildItem $places.Remotes -Recurse -File | Should -BeNullOrEmpty
    }

    It 'says what is missing on a machine that is no front-end' {
        { Install-EdgeDriver -Remotes $places.Remotes -OnedConf (Join-Path $folder 'nowhere') -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'SetupPathMissing,*'
        { Install-EdgeDriver $conf @places -Confirm:$false } | Should -Throw -ErrorId 'ProgramNotFound,*'
    }
}
