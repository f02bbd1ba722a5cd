# Plays the sandbox in PowerShell's own runtime, where there is no dotnet command.
Add-Type -Path (Join-Path $PSScriptRoot 'EdgeProvision.Sandbox.dll')
[string[]] $self = [Environment]::ProcessPath, '-NoProfile', '-NonInteractive', '-File', $PSCommandPath
$command = [EdgeProvision.Sandbox.Sessions.SandboxCommand]::new($self, [Console]::Out, [Console]::Error)
exit $command.RunAsync([string[]] $args).GetAwaiter().GetResult()
