namespace EdgeProvision.Engine.Execution.Locking;

/// <summary>What tells one process from all others, on this machine and on others.</summary>
/// <param name="Machine">Host name, for people.</param>
/// <param name="BootId">The running kernel's boot id; empty where there is none (not Linux).</param>
/// <param name="PidNamespace">The pid namespace's inode, as <c>/proc/self/ns/pid</c> links to it; empty where there is none.</param>
/// <param name="ProcessId">The process id in that namespace.</param>
/// <param name="StartTime">Field 22 of <c>/proc/PID/stat</c>; empty where there is none.</param>
public sealed record ProcessIdentity(string Machine, string BootId, string PidNamespace, int ProcessId, string StartTime);
