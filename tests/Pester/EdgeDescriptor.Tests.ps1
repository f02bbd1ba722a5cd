Describe 'Descriptors that a script puts together' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module (Join-Path $PSScriptRoot 'World.psm1') -Force
        $fosdem = Join-Path (Get-Checkout) 'examples/fosdem.yaml'
        $order = @{ facility = 'ams1'; plan = 'baremetal_0'; os = 'ubuntu_18_04' }
    }

    It 'is composed in a pipeline, by splatting, and is right' {
        $head = @{ Name = 'edge'; Template = 'static_vxlan'; Driver = 'packet'; Provision = $order }

        $descriptor = New-EdgeDescriptor @head | Add-EdgeDescriptorHost node1, node2 | Add-EdgeDescriptorDatastore edge-images -Driver fs -TransferDriver ssh

        $descriptor | Test-EdgeDescriptor | Should -BeTrue
        $descriptor.Name | Should -Be 'edge'
    }

    It 'leaves what it was made from as it was' {
        $first = New-EdgeDescriptor edge -Driver packet -Provision $order

        $second = $first | Add-EdgeDescriptorHost node1

        $first.Yaml | Should -Not -BeLike '*node1*'
        $second.Yaml | Should -BeLike '*node1*'
    }

    It 'makes one for each place of a list' {
        $made = 'ams1', 'ewr1' | ForEach-Object {
            New-EdgeDescriptor "edge-$_" -Driver packet -Provision @{ facility = $_; plan = 'baremetal_0'; os = 'ubuntu_18_04' } | Add-EdgeDescriptorHost "node-$_"
        }

        $made.Name | Should -Be 'edge-ams1', 'edge-ewr1'
    }

    It 'reads back as the same after export, with secrets masked' {
        $file = Join-Path $TestDrive 'edge.yaml'
        $secret = 'b5a1c0de-token'
        $descriptor = New-EdgeDescriptor edge -Driver packet -Provision ($order + @{ packet_token = $secret }) | Add-EdgeDescriptorHost node1

        $descriptor | Export-EdgeDescriptor $file
        $again = Import-EdgeDescriptor $file

        $again.Yaml | Should -Be (Get-Content $file -Raw)
        Get-Content $file -Raw | Should -Not -BeLike "*$secret*"
        $descriptor | ConvertTo-Json -Depth 10 | Should -Not -BeLike "*$secret*"
        ($again | Add-EdgeDescriptorHost node2 | Test-EdgeDescriptor) | Should -BeTrue
    }

    It 'keeps the talk''s descriptor, comments and all' {
        $file = Join-Path $TestDrive 'copy.yaml'

        Import-EdgeDescriptor $fosdem | Export-EdgeDescriptor $file

        Get-Content $file | Should -Be (Get-Content $fosdem)
    }

    It 'does not overwrite with -NoClobber, and says so by its id' {
        $file = Join-Path $TestDrive 'there.yaml'
        New-EdgeDescriptor edge | Export-EdgeDescriptor $file

        { New-EdgeDescriptor other | Export-EdgeDescriptor $file -NoClobber -ErrorAction Stop } | Should -Throw
        (Import-EdgeDescriptor $file).Name | Should -Be 'edge'
    }

    It 'names every mistake with its line, and answers false' {
        $file = Join-Path $TestDrive 'bad.yaml'
        Set-Content $file "name: edge`nplaybok: default`nhosts:`n  - im_mad: kvm`n    vm_mad: kvm`n    provision:`n      hostnam: a`n"

        $right = Test-EdgeDescriptor $file -ErrorAction SilentlyContinue -ErrorVariable mistakes -WarningAction SilentlyContinue
        $details = Test-EdgeDescriptor $file -Detailed

        $right | Should -BeFalse
        @($details | Where-Object { "$_" -like '*bad.yaml:2*' }).Count | Should -BeGreaterThan 0
        "$details" | Should -BeLike '*playbook*'
    }

    It 'tells a file that is not there by its id, and goes on with the others' {
        $Error.Clear()

        $read = Import-EdgeDescriptor (Join-Path $TestDrive 'none.yaml'), $fosdem -ErrorAction SilentlyContinue

        $read.Name | Should -Be 'fosdem'
        $Error[0].FullyQualifiedErrorId | Should -BeLike '*,*ImportEdgeDescriptorCommand'
    }
}
