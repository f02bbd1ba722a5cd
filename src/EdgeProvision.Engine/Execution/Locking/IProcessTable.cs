namespace EdgeProvision.Engine.Execution.Locking;

/// <summary>The processes of this machine: a seam, since tests must be able to play several machines.</summary>
public interface IProcessTable
{
    /// <summary>This process.</summary>
    ProcessIdentity Self { get; }

    /// <summary>
    /// True when that process provably lives no more: it was in this pid namespace on this boot, and its id is free or has another start time.
    /// False whenever that cannot be known.
    /// </summary>
    bool IsProvenDead(ProcessIdentity process);
}
