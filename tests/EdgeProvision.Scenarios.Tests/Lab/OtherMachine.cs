using EdgeProvision.Engine.Execution.Locking;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>Another administrator's machine, from which nothing about the processes of this one can be known.</summary>
internal sealed class OtherMachine : IProcessTable
{
    public ProcessIdentity Self { get; } = new("laptop-of-another", "another-boot", "another-namespace", 1, "1");

    public bool IsProvenDead(ProcessIdentity process) => false;
}
