BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
    $noAnalyzer = -not (Get-Module PSScriptAnalyzer -ListAvailable)
    $noResources = -not (Get-Module Microsoft.PowerShell.PSResourceGet -ListAvailable)
    $cmdlets = @(Get-Command -Module EdgeProvision | ForEach-Object { @{ Name = $_.Name } })
    $files = @('build.ps1', 'examples', 'src', 'tests' | ForEach-Object { Get-ChildItem (Join-Path (Get-Checkout) $_) -Recurse -File -Include *.ps1, *.psm1, *.psd1 } |
            Where-Object FullName -NotMatch '[\\/](bin|obj)[\\/]' | ForEach-Object { @{ File = $_.FullName; Path = [IO.Path]::GetRelativePath((Get-Checkout), $_.FullName) } })
}

Describe 'The module' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
    }

    It 'has a manifest that is right, with all that a gallery asks for and no invented addresses' {
        $manifest = Test-ModuleManifest $env:EDGEPROVISION_MODULE -WarningVariable warnings -WarningAction SilentlyContinue

        $warnings | Should -BeNullOrEmpty
        $data = $manifest.PrivateData.PSData
        $manifest.Description | Should -Not -BeNullOrEmpty
        $manifest.CompatiblePSEditions | Should -Be 'Core'
        $data.Tags | Should -Contain 'OpenNebula'
        $data.LicenseUri | Should -Be 'https://www.apache.org/licenses/LICENSE-2.0'
        $data.Keys | Should -Not -Contain 'ProjectUri'
        $data.Keys | Should -Not -Contain 'IconUri'
        @($manifest.ExportedCmdlets.Keys | Sort-Object) | Should -Be @((Get-Command -Module EdgeProvision).Name | Sort-Object)
        (Import-PowerShellDataFile $env:EDGEPROVISION_MODULE).Values | Should -Not -Contain '*'
    }

    It 'has the release notes of its version' {
        $manifest = Import-PowerShellDataFile $env:EDGEPROVISION_MODULE
        $section = (Get-Content (Join-Path (Get-Checkout) 'CHANGELOG.md') -Raw) -split '(?m)^## ' | Where-Object { $_ -match "^$([regex]::Escape($manifest.ModuleVersion))\s" }

        ($section -split "`n", 2)[1].Trim() | Should -Be $manifest.PrivateData.PSData.ReleaseNotes
    }

    It 'is imported in a fresh pwsh without a word, and without loading the engine' {
        $said = pwsh -NoProfile -NonInteractive -Command "Import-Module '$env:EDGEPROVISION_MODULE' -Verbose:`$false; [AppDomain]::CurrentDomain.GetAssemblies().ForEach({ `$_.GetName().Name }) -like 'EdgeProvision*' | Sort-Object"

        $said | Should -Be 'EdgeProvision.Model', 'EdgeProvision.PowerShell'
    }

    It 'is imported, removed and imported again' {
        $said = pwsh -NoProfile -NonInteractive -Command "1..2 | ForEach-Object { Import-Module '$env:EDGEPROVISION_MODULE'; (New-EdgeDescriptor edge).Name; Remove-Module EdgeProvision }"

        $said | Should -Be 'edge', 'edge'
    }

    It '<Name> has help with at least three examples' -ForEach $cmdlets {
        $help = Get-Help $Name

        $help.Synopsis | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
    }

    It 'completes without a front-end and without an error' {
        $Error.Clear()

        $completed = TabExpansion2 'New-EdgeDescriptor edge -Template stat' -cursorColumn 38

        $completed.CompletionMatches.CompletionText | Should -Contain 'static_vxlan'
        $Error.Count | Should -Be 0
    }
}

Describe 'PSScriptAnalyzer' -Skip:$noAnalyzer {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
        Import-Module PSScriptAnalyzer
        $settings = Join-Path $PSScriptRoot 'PSScriptAnalyzerSettings.psd1'
        $messages = { "$($_.ScriptName):$($_.Line): $($_.RuleName): $($_.Message)" }
    }

    It 'has nothing to say of <Path>' -ForEach $files {
        Invoke-ScriptAnalyzer $File -Settings $settings | ForEach-Object $messages | Should -BeNullOrEmpty
    }

    It 'has nothing to say of the staged manifest' {
        Invoke-ScriptAnalyzer $env:EDGEPROVISION_MODULE -Settings $settings | ForEach-Object $messages | Should -BeNullOrEmpty
    }

    It 'has nothing to say of the scripts in views and types' {
        foreach ($file in Get-ChildItem (Split-Path $env:EDGEPROVISION_MODULE) -Filter *.ps1xml) {
            $scripts = @(([xml] (Get-Content $file -Raw)).SelectNodes('//ScriptBlock | //GetScriptBlock | //Script'))
            foreach ($script in $scripts) {
                Invoke-ScriptAnalyzer -ScriptDefinition $script.InnerText -Settings $settings | ForEach-Object { "$($file.Name): $($script.InnerText): $($_.RuleName)" } | Should -BeNullOrEmpty
            }
        }
    }
}

Describe 'The module in a repository' -Skip:$noResources {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
        $repository = (New-Item (Join-Path $TestDrive 'repository') -ItemType Directory).FullName
        $module = Split-Path $env:EDGEPROVISION_MODULE
        $package = Get-Item (Join-Path (Get-Checkout) 'output/packages/EdgeProvision.*.nupkg') -ErrorAction Ignore
        $packed = $package -and $package.LastWriteTimeUtc -gt (Get-Item $env:EDGEPROVISION_MODULE).LastWriteTimeUtc
        $descriptor = Join-Path (Get-Checkout) 'examples/fosdem.yaml'
        if (Test-Sandbox) { $cloud = Use-Sandbox }

        # In a home of its own: what is registered and installed is nobody's.
        function Invoke-AtHome([string] $Name, [string] $Script) {
            $before = $env:HOME, $env:XDG_DATA_HOME
            $env:HOME = (New-Item (Join-Path $TestDrive $Name) -ItemType Directory -Force).FullName
            $env:XDG_DATA_HOME = ''
            try { pwsh -NoProfile -NonInteractive -Command "`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; `$PSStyle.OutputRendering = 'PlainText'; $Script" 2>&1 | ForEach-Object { "$_" } }
            finally { $env:HOME, $env:XDG_DATA_HOME = $before }
        }

        # What somebody does who has just installed it.
        $journey = @"
            Install-PSResource EdgeProvision -Repository Local -TrustRepository
            Import-Module EdgeProvision
            (Get-Module EdgeProvision).ModuleBase
            Test-EdgeDescriptor '$descriptor' 3>`$null
            (Get-InstalledPSResource EdgeProvision).Version.ToString()
"@
        $inSandbox = (Test-Sandbox) ? @"

            `$env:ONE_XMLRPC = '$($cloud.Endpoint)'; `$env:ONE_AUTH = '/var/lib/edgeprovision/sandbox/sessions/$env:EDGEPROVISION_SANDBOX/one_auth'
            (New-EdgeDescriptor installed | Add-EdgeDescriptorDatastore installed-images -Driver fs -TransferDriver ssh | New-EdgeProvision -Confirm:`$false).State
            Remove-EdgeProvision installed -Confirm:`$false
            @(Get-EdgeProvision installed*).Count
"@ : ''
        $version = (Import-PowerShellDataFile $env:EDGEPROVISION_MODULE).ModuleVersion
    }

    It 'is published to a folder, installed from there and works' {
        $said = @(Invoke-AtHome published "Register-PSResourceRepository Local '$repository'; Publish-PSResource -Path '$module' -Repository Local; $journey$inSandbox")

        $said -join "`n" | Should -BeLike "*$(Join-Path $TestDrive 'published')*EdgeProvision?$version`nTrue`n$version*"
        if (Test-Sandbox) { $said[-2..-1] | Should -Be 'Ready', '0' }
    }

    It 'is installed from the package that the build makes, and works' {
        if (-not $packed) { Set-ItResult -Skipped -Because 'output/packages has no package of this build: ./build.sh package makes it' }
        $made = (New-Item (Join-Path $TestDrive 'made') -ItemType Directory).FullName
        Copy-Item $package $made

        $said = @(Invoke-AtHome packed "Register-PSResourceRepository Local '$made'; (Find-PSResource EdgeProvision -Repository Local).Tags -contains 'OpenNebula'; $journey$inSandbox")

        $package.Length | Should -BeLessThan 12e6
        $said[0] | Should -Be 'True'
        $said -join "`n" | Should -BeLike "*EdgeProvision?$version`nTrue`n$version*"
        if (Test-Sandbox) { $said[-2..-1] | Should -Be 'Ready', '0' }
    }
}
