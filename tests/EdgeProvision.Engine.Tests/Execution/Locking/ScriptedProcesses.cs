using EdgeProvision.Engine.Execution.Locking;

namespace EdgeProvision.Engine.Tests.Execution.Locking;

internal sealed class ScriptedProcesses(ProcessIdentity self) : IProcessTable
{
    public HashSet<ProcessIdentity> Dead { get; } = [];

    public ProcessIdentity Self => self;

    public bool IsProvenDead(ProcessIdentity process) => Dead.Contains(process);
}
