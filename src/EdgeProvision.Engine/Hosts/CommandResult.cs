namespace EdgeProvision.Engine.Hosts;

/// <summary>How a command on a host ended. <paramref name="ExitStatus"/> is null when a signal ended it.</summary>
public sealed record CommandResult(int? ExitStatus, string Output, string ErrorOutput);
