using EdgeProvision.Engine.Execution.Locking;

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>What one modelled process can know about others: of its own machine everything, of another nothing.</summary>
internal sealed class ModelledProcessTable(ProcessIdentity self, IReadOnlySet<int> dead) : IProcessTable
{
    public ProcessIdentity Self { get; } = self;

    public bool IsProvenDead(ProcessIdentity process) => process.Machine == Self.Machine && dead.Contains(process.ProcessId);
}
