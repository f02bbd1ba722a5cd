@{
    RootModule         = 'Neighbour.psm1'
    ModuleVersion      = '1.0.0'
    GUID               = '0b0f6f0c-51a3-4b44-9b39-6f5e3f3f2b7e'
    Author             = 'EdgeProvision contributors'
    Description        = 'Another module, as there are many: it brings older versions of the libraries that EdgeProvision uses, into the load context of all.'
    PowerShellVersion  = '7.6'
    RequiredAssemblies = @('AWSSDK.Core.dll', 'Polly.Core.dll', 'Polly.dll', 'Renci.SshNet.dll', 'YamlDotNet.dll')
    FunctionsToExport  = @('Use-Neighbour')
    CmdletsToExport    = @()
    AliasesToExport    = @()
    VariablesToExport  = @()
}
