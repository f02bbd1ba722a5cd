BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
}

Describe 'Provisions' -Skip:(-not (Test-Sandbox)) {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
        $cloud = Use-Sandbox
        $module = $env:EDGEPROVISION_MODULE
        $fosdem = Join-Path (Get-Checkout) 'examples/fosdem.yaml'
    }

    AfterEach {
        Get-EdgeProvision small* | Remove-EdgeProvision -Confirm:$false
    }

    It 'shows its plan with -WhatIf and makes nothing' {
        $plan = Get-SmallDescriptor small | New-EdgeProvision -WhatIf -PassThru

        $plan.Steps.Count | Should -BeGreaterThan 2
        Get-EdgeProvision small* | Should -BeNullOrEmpty
    }

    It 'is made from an object, found by wildcard, id and object, and removed by the pipeline' {
        $made = Get-SmallDescriptor small | New-EdgeProvision -Confirm:$false

        $made.State | Should -Be 'Ready'
        (Get-EdgeProvision sm*).Id | Should -Be $made.Id
        (Get-EdgeProvision -Id $made.Id).Name | Should -Be 'small'
        ($made | Get-EdgeProvision).Id | Should -Be $made.Id
        $made | Remove-EdgeProvision -Confirm:$false
        Get-EdgeProvision small* | Should -BeNullOrEmpty
    }

    It 'is the same when it is made again' {
        $first = Get-SmallDescriptor small | New-EdgeProvision -Confirm:$false
        $second = Get-SmallDescriptor small | New-EdgeProvision -Confirm:$false

        $second.Id | Should -Be $first.Id
        @(Get-EdgeOperation small).Count | Should -Be 1
    }

    It 'makes several at once with ForEach-Object -Parallel on one connection' {
        $names = 1..3 | ForEach-Object -Parallel {
            Import-Module $using:module
            New-EdgeDescriptor "small$_" | Add-EdgeDescriptorDatastore "small$_-images" -Driver fs -TransferDriver ssh |
                New-EdgeProvision -Cloud $using:cloud -Confirm:$false | ForEach-Object Name
        }

        $names | Sort-Object | Should -Be 'small1', 'small2', 'small3'
        (Get-EdgeProvision small*).State | Should -Not -Contain 'Error'
    }

    It 'tells one that is not there by its id, and goes on with the others' {
        $null = Get-SmallDescriptor small | New-EdgeProvision -Confirm:$false
        $Error.Clear()

        $found = Get-EdgeProvision nowhere, small -ErrorAction SilentlyContinue

        $found.Name | Should -Be 'small'
        $Error[0].FullyQualifiedErrorId | Should -Be 'ProvisionNotFound,EdgeProvision.PowerShell.Commands.GetEdgeProvisionCommand'
        $Error[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $Error[0].TargetObject | Should -Be 'nowhere'
    }

    It 'catches the engine''s errors by type and code' {
        $code = $null
        try { Get-EdgeProvision nowhere -ErrorAction Stop }
        catch [EdgeProvision.Model.EdgeException] { $code = $_.Exception.Code }

        $code | Should -Be 'ProvisionNotFound'
    }

    It 'is compared, planned, saved and applied as it stands' {
        $null = Get-SmallDescriptor small | New-EdgeProvision -Confirm:$false
        $changed = Get-SmallDescriptor small | Add-EdgeDescriptorDatastore small-more -Driver fs -TransferDriver ssh
        $plan = Join-Path $TestDrive 'plan.json'

        @(Compare-EdgeProvision -Descriptor $changed).Count | Should -BeGreaterThan 0
        $null = $changed | Get-EdgeProvisionPlan -OutFile $plan
        Invoke-EdgeProvisionPlan $plan -Confirm:$false

        (Get-EdgeProvision small).Datastores.Name | Should -Contain 'small-more'
        Compare-EdgeProvision -Descriptor $changed | Should -BeNullOrEmpty
        { Invoke-EdgeProvisionPlan $plan -Confirm:$false } | Should -Throw -ErrorId 'PlanStale*'
    }

    It 'is updated in one go from a file' {
        $file = Join-Path $TestDrive 'small.yaml'
        Get-SmallDescriptor small | Export-EdgeDescriptor $file
        $null = New-EdgeProvision $file -Confirm:$false
        Import-EdgeDescriptor $file | Add-EdgeDescriptorDatastore small-more -Driver fs -TransferDriver ssh | Export-EdgeDescriptor $file

        $updated = Update-EdgeProvision $file -Confirm:$false -PassThru

        $updated.Datastores.Name | Should -Contain 'small-more'
    }

    It 'goes through JSON and comes back to the commands' {
        $null = Get-SmallDescriptor small | New-EdgeProvision -Confirm:$false

        $json = Get-EdgeProvision small | ConvertTo-Json -Depth 6
        ($json | ConvertFrom-Json).State | Should -Not -BeNullOrEmpty
        ($json | ConvertFrom-Json | Get-EdgeProvision).Name | Should -Be 'small'
    }

    It 'goes through Export-Clixml and comes back to the commands' {
        $file = Join-Path $TestDrive 'small.xml'
        Get-SmallDescriptor small | New-EdgeProvision -Confirm:$false | Export-Clixml $file

        Import-Clixml $file | Remove-EdgeProvision -Confirm:$false

        Get-EdgeProvision small* | Should -BeNullOrEmpty
    }

    It 'is waited for as a job of another process, which the environment connects' {
        $null = Get-SmallDescriptor small | New-EdgeProvision -Confirm:$false
        $session = @{ ONE_XMLRPC = "$($cloud.Endpoint)"; ONE_AUTH = "/var/lib/edgeprovision/sandbox/sessions/$env:EDGEPROVISION_SANDBOX/one_auth" }

        $job = Start-Job { ($using:session).GetEnumerator() | ForEach-Object { Set-Item "env:$($_.Key)" $_.Value }; Import-Module $using:module; Get-EdgeProvision small }
        $received = $job | Receive-Job -Wait -AutoRemoveJob

        $received.Name | Should -Be 'small'
        $received | Remove-EdgeProvision -Confirm:$false
        Get-EdgeProvision small* | Should -BeNullOrEmpty
    }

    It 'is not removed where nobody can be asked, and the error names the way' {
        $null = Get-SmallDescriptor small | New-EdgeProvision -Confirm:$false
        $script = "Import-Module '$env:EDGEPROVISION_MODULE'; `$env:ONE_XMLRPC = '$($cloud.Endpoint)'; `$env:ONE_AUTH = '/var/lib/edgeprovision/sandbox/sessions/$env:EDGEPROVISION_SANDBOX/one_auth'; Remove-EdgeProvision small"

        $said = pwsh -NoProfile -NonInteractive -Command $script 2>&1 | Out-String

        $LASTEXITCODE | Should -Not -Be 0
        $said -replace '\s+', ' ' | Should -BeLike '*-Confirm:$false*'
        (Get-EdgeProvision small).Name | Should -Be 'small'
    }

    It 'is drawn as one page that loads nothing' {
        $file = Join-Path $TestDrive 'small.html'
        Get-SmallDescriptor small | New-EdgeProvision -Confirm:$false | Export-EdgeProvision -Path $file

        Get-Content $file -Raw | Should -Not -Match '<script|https?://(?!www\.w3\.org)'
    }
}
