using EdgeProvision.Engine.Planning;

namespace EdgeProvision.Engine.Execution.Boards;

/// <summary>What the hosts of an operation share.</summary>
public sealed class OperationBoards(ReferenceBoard references, PeerBoard peers)
{
    /// <summary>Values of references.</summary>
    public ReferenceBoard References => references;

    /// <summary>Members of the overlay.</summary>
    public PeerBoard Peers => peers;

    /// <summary>Whose turn it is to allocate.</summary>
    public TurnBoard Turns { get; } = new();

    /// <summary>A host's pipeline broke off: nobody needs to wait for its address.</summary>
    public void HostWillNotCome(PlannedStep step)
    {
        if (step.HostKey is { } key)
            peers.GiveUp(key);
    }
}
