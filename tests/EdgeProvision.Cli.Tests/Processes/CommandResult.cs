namespace EdgeProvision.Cli.Tests.Processes;

/// <summary>What a run of the command left.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit code {ExitCode}\n--- output\n{Output}--- error\n{Error}";
}
