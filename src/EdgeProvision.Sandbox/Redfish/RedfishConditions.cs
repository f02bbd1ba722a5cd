using System.Collections.Immutable;

namespace EdgeProvision.Sandbox.Redfish;

/// <summary>What a test changes in the service's behaviour.</summary>
public sealed class RedfishConditions
{
    /// <summary>The reset actions of a machine that has them all.</summary>
    public static ImmutableArray<string> AllResets { get; } =
        ["On", "ForceOn", "GracefulShutdown", "ForceOff", "GracefulRestart", "ForceRestart", "PowerCycle", "PushPowerButton"];

    private readonly Lock _gate = new();
    private int _deaf;

    /// <summary>The actions that the machines offer; controllers differ widely in it.</summary>
    public ImmutableArray<string> Resets { get; set; } = AllResets;

    /// <summary>False: the list of actions is not told, as by controllers that know it only by a document of their own.</summary>
    public bool TellsResets { get; set; } = true;

    /// <summary>True: an orderly shutdown is accepted, and the operating system hears nothing of it.</summary>
    public bool IgnoresShutdown { get; set; }

    /// <summary>The next actions are accepted, and nothing happens.</summary>
    public void IgnoreNext(int count)
    {
        lock (_gate)
            _deaf = count;
    }

    /// <summary>Back to health.</summary>
    public void Reset()
    {
        Resets = AllResets;
        TellsResets = true;
        IgnoresShutdown = false;
        IgnoreNext(0);
    }

    internal bool TakeDeafness()
    {
        lock (_gate)
            return _deaf > 0 && _deaf-- > 0;
    }
}
