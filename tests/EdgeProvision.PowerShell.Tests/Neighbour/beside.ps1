# Two modules in one session, each with its own versions of the same libraries: the other one first, then this one, then the other again.
# It uses only what PowerShell's core has, so that it runs in pwsh and in the script host of tests/ alike.
param([string] $Neighbour, [string] $Module, [string] $Descriptor)
$ErrorActionPreference = 'Stop'
Import-Module $Neighbour
Use-Neighbour
Import-Module $Module
"descriptor: $(Test-EdgeDescriptor $Descriptor)"
"provisions: $((Get-EdgeProvision).Name -join ' ')"
# On its hosts, where they are real.
foreach ($result in Get-EdgeHost -State Ready | Invoke-EdgeHostCommand hostname) {
    "host: $($result.Output.Trim())"
}
Use-Neighbour
foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) {
    $name = $assembly.GetName()
    if ($name.Name -in 'YamlDotNet', 'Polly.Core', 'Renci.SshNet', 'EdgeProvision.Engine', 'EdgeProvision.Model') {
        "loaded: $($name.Name) $($name.Version) $([Runtime.Loader.AssemblyLoadContext]::GetLoadContext($assembly).Name)"
    }
}
