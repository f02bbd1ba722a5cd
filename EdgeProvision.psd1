@{
    RootModule             = 'EdgeProvision.PowerShell.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '5c2f5b0e-6c0e-4e0b-9a55-0d2c7a1f7f2e'
    Author                 = 'EdgeProvision contributors'
    CompanyName            = 'EdgeProvision'
    Copyright              = '(c) EdgeProvision contributors. Apache License 2.0.'
    Description            = 'Builds and runs OpenNebula edge clouds on rented servers: from one YAML descriptor to machines, overlay network, cluster, hosts, datastores and networks.'
    PowerShellVersion      = '7.6'
    CompatiblePSEditions   = @('Core')
    # Loaded before the types file, which names a type and its converter.
    RequiredAssemblies     = @('EdgeProvision.Model.dll', 'EdgeProvision.PowerShell.dll')
    FormatsToProcess       = @('EdgeProvision.Format.ps1xml')
    TypesToProcess         = @('EdgeProvision.Types.ps1xml')
    CmdletsToExport        = @(
        'Add-EdgeDescriptorDatastore'
        'Add-EdgeDescriptorHost'
        'Add-EdgeDescriptorNetwork'
        'Add-EdgeHost'
        'Compare-EdgeProvision'
        'Connect-EdgeCloud'
        'Copy-EdgeHostFile'
        'Disconnect-EdgeCloud'
        'Enter-EdgeHost'
        'Export-EdgeDescriptor'
        'Export-EdgeProvision'
        'Find-EdgeOrphan'
        'Get-EdgeAddress'
        'Get-EdgeCloud'
        'Get-EdgeCluster'
        'Get-EdgeDatastore'
        'Get-EdgeHardware'
        'Get-EdgeHost'
        'Get-EdgeImage'
        'Get-EdgeLocation'
        'Get-EdgeNetwork'
        'Get-EdgeOperation'
        'Get-EdgePlaybook'
        'Get-EdgeProvider'
        'Get-EdgeProvision'
        'Get-EdgeProvisionPlan'
        'Get-EdgeSandbox'
        'Import-EdgeDescriptor'
        'Import-EdgeProvision'
        'Install-EdgeDriver'
        'Invoke-EdgeHostCommand'
        'Invoke-EdgeHostConfiguration'
        'Invoke-EdgeProvisionConfiguration'
        'Invoke-EdgeProvisionPlan'
        'New-EdgeAddress'
        'New-EdgeDescriptor'
        'New-EdgeProvision'
        'Register-EdgeProvider'
        'Remove-EdgeAddress'
        'Remove-EdgeCluster'
        'Remove-EdgeDatastore'
        'Remove-EdgeHost'
        'Remove-EdgeNetwork'
        'Remove-EdgeOrphan'
        'Remove-EdgeProvision'
        'Restart-EdgeHost'
        'Set-EdgeAddress'
        'Start-EdgeHost'
        'Start-EdgeSandbox'
        'Stop-EdgeHost'
        'Stop-EdgeSandbox'
        'Test-EdgeDescriptor'
        'Test-EdgeHostConfiguration'
        'Uninstall-EdgeDriver'
        'Unregister-EdgeProvider'
        'Update-EdgeProvision'
        'Wait-EdgeProvision'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('OpenNebula', 'Edge', 'Cloud', 'Provision', 'Packet', 'KVM', 'PSEdition_Core', 'Linux', 'Windows', 'MacOS')
            LicenseUri   = 'https://www.apache.org/licenses/LICENSE-2.0'
            # The build puts the version's section of CHANGELOG.md here.
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
