namespace EdgeProvision.Model;

/// <summary>How a command on an edge host ended.</summary>
/// <param name="Host">The host.</param>
/// <param name="Command">The command.</param>
/// <param name="ExitStatus">Its exit status; null when a signal ended it.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="ErrorOutput">What it wrote to standard error.</param>
public sealed record HostCommandResult(EdgeHost Host, string Command, int? ExitStatus, string Output, string ErrorOutput);
