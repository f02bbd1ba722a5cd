#requires -Version 7.6

<#
.SYNOPSIS
Builds EdgeProvision, tests it and shows it: the verbs of build.sh, in PowerShell.

.PARAMETER Verb
Build    the module in output/EdgeProvision, the command in output/oneprovision
Test     builds, then runs all test projects and the Pester suite, or what -Name names of them
Surface  builds, then writes down the module's surface anew, which a test compares with
Demo     builds, then builds an edge cloud in the sandbox, shows it and removes it; needs root on Linux
Package  builds, then packs module and command into output/packages
Clean    removes what the other verbs made here

.PARAMETER Name
With Test: only EdgeProvision.<Name>.Tests, or the Pester suite (Pester).

.PARAMETER Keep
With Demo: leaves the sandbox and the edge cloud standing.

.EXAMPLE
./build.ps1 Test -Name Engine, Cli
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Surface', 'Demo', 'Package', 'Clean')]
    [string] $Verb = 'Build',

    [string[]] $Name,

    [switch] $Keep
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$configuration = 'Release'
$framework = 'net10.0'
$output = Join-Path $PSScriptRoot 'output'
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'

function Invoke-Dotnet([string[]] $Arguments) {
    & dotnet @Arguments -c $configuration -nologo -v quiet
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($Arguments[0]) $($Arguments[1]) ended with status $LASTEXITCODE." }
}

function Build {
    Invoke-Dotnet 'build', 'EdgeProvision.sln'
    Invoke-Dotnet 'build', 'build/Stage.proj'
    $command = Join-Path $output 'oneprovision'
    if (Test-Path $command) { Remove-Item $command -Recurse }
    Invoke-Dotnet 'publish', 'src/EdgeProvision.Cli', '--no-build', '-o', $command
}

# Runs one test project and answers its counts. One that died, hung or found nothing counts as a failure, too.
function Test-Project([string] $Project) {
    $results = Join-Path $output 'test-results'
    $null = New-Item $results -ItemType Directory -Force
    $report = Join-Path $results "$Project.xml"
    if (Test-Path $report) { Remove-Item $report }
    $program = "tests/EdgeProvision.$Project.Tests/bin/$configuration/$framework/EdgeProvision.$Project.Tests.dll"
    & dotnet $program -noLogo -noColor -reporter quiet -result-xml $report | Out-Host
    $status = $LASTEXITCODE
    $counts = [pscustomobject] @{ Project = $Project; Passed = 0; Failed = 0; Skipped = 0 }
    if (Test-Path $report) {
        $assembly = ([xml] (Get-Content $report -Raw)).assemblies.assembly
        $counts.Passed = [int] $assembly.passed
        $counts.Failed = [int] $assembly.failed + [int] $assembly.errors
        $counts.Skipped = [int] $assembly.skipped
    }
    if ($status -ne 0 -and $counts.Failed -eq 0) {
        Write-Host "EdgeProvision.$Project.Tests ended with status $status."
        $counts.Failed = 1
    }
    $counts
}

# Runs the Pester suite in a fresh pwsh, and answers its counts; nothing where it cannot run.
function Test-Pester {
    if ($PSVersionTable.PSVersion -lt [version] '7.6' -or -not (Get-Module Pester -ListAvailable | Where-Object Version -GE ([version] '5.0'))) {
        Write-Host 'Pester: skipped, because pwsh 7.6 or later with Pester 5 or later is not installed here.'
        return
    }
    $results = Join-Path $output 'test-results'
    $null = New-Item $results -ItemType Directory -Force
    $said = @(& ([Environment]::ProcessPath) -NoProfile -NonInteractive -File tests/Pester/run.ps1 -Report (Join-Path $results 'Pester.xml'))
    $status = $LASTEXITCODE
    $said | Out-Host
    $counts = [pscustomobject] @{ Project = 'Pester'; Passed = 0; Failed = 0; Skipped = 0 }
    if ("$($said | Select-Object -Last 1)" -match '^(\d+) passed, (\d+) failed, (\d+) skipped$') {
        $counts.Passed, $counts.Failed, $counts.Skipped = [int[]] $Matches[1..3]
    }
    if ($status -ne 0 -and $counts.Failed -eq 0) {
        Write-Host "The Pester suite ended with status $status."
        $counts.Failed = 1
    }
    $counts
}

# The test projects, by the names that Test takes.
function Get-TestName {
    Get-ChildItem tests -Directory -Filter '*.Tests' | ForEach-Object { $_.Name -replace '^EdgeProvision\.|\.Tests$' }
}

function Test {
    $known = @(Get-TestName) + 'Pester'
    $unknown = @($Name | Where-Object { $_ -and $_ -notin $known })
    if ($unknown) {
        throw "There are no tests named '$($unknown -join "', '")'; there are: $($known -join ', ')."
    }
    Build
    $counts = @($known | Where-Object { -not $Name -or $_ -in $Name } | ForEach-Object { $_ -eq 'Pester' ? (Test-Pester) : (Test-Project $_) })
    $counts | Format-Table | Out-Host
    $passed = ($counts | Measure-Object Passed -Sum).Sum
    $failed = ($counts | Measure-Object Failed -Sum).Sum
    $skipped = ($counts | Measure-Object Skipped -Sum).Sum
    "$passed passed, $failed failed" + ($skipped ? ", $skipped skipped" : '')
    if ($failed -or -not $passed) { exit 1 }
}

function Demo {
    if (-not $IsLinux -or (id -u) -ne '0') {
        throw "The demo's machines are real Linux machines in namespaces of this computer: run it as root on Linux."
    }
    'The first run takes about five minutes: it downloads the .NET packages, and Debian packages for the machines (about 300 MB on disk). Later runs take about one minute.'
    Build
    ./examples/first-session.ps1 -Keep:$Keep
    if ($Keep) { 'Look at it with Get-EdgeProvision and Get-EdgeHost; end it with Stop-EdgeSandbox demo.' }
}

function Surface {
    Build
    $env:RENEW_SURFACE = 'yes'
    try { & dotnet "tests/EdgeProvision.PowerShell.Tests/bin/$configuration/$framework/EdgeProvision.PowerShell.Tests.dll" -noLogo -noColor -reporter quiet -class EdgeProvision.PowerShell.Tests.SurfaceTests }
    finally { Remove-Item env:RENEW_SURFACE }
    if ($LASTEXITCODE -ne 0) { throw 'The surface could not be written down.' }
    'Written: tests/EdgeProvision.PowerShell.Tests/Surface/surface.txt'
}

function Package {
    Build
    Invoke-Dotnet 'build', 'build/Package.proj'
}

function Clean {
    $made = @('output', 'artifacts') + @(Get-ChildItem src, tests, build -Directory | ForEach-Object { "$($_.FullName)/bin"; "$($_.FullName)/obj" })
    $made | Where-Object { Test-Path $_ } | Remove-Item -Recurse -Force
}

if ($Name -and $Verb -ne 'Test') { throw "-Name goes with Test, not with $Verb." }
if ($Keep -and $Verb -ne 'Demo') { throw "-Keep goes with Demo, not with $Verb." }
Push-Location $PSScriptRoot
try {
    & $Verb
}
finally {
    Pop-Location
}
