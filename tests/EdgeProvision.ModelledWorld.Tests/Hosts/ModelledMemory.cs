namespace EdgeProvision.ModelledWorld.Tests.Hosts;

/// <summary>What a modelled host loses with a reboot, and how it comes back from the disk.</summary>
internal sealed class ModelledMemory
{
    public ModelledMemory(ModelledDisk disk, string bootId)
    {
        BootId = bootId;
        Running = new HashSet<string>(disk.EnabledUnits, StringComparer.Ordinal);
        Sysctls = new Dictionary<string, string>(disk.Sysctls, StringComparer.Ordinal);
        Modules = new HashSet<string>(disk.BootModules, StringComparer.Ordinal);
        if (!Running.Contains(StepPlayer.NetworkUnit))
            return;
        PutIntoForce(disk);
    }

    public string BootId { get; }

    public HashSet<string> Running { get; }

    public Dictionary<string, string> Sysctls { get; }

    public HashSet<string> Modules { get; }

    /// <summary>Network parts as they are in force.</summary>
    public Dictionary<string, string> InForce { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<string> PeersInForce { get; private set; } = [];

    public void PutPeersIntoForce(ModelledDisk disk) => PeersInForce = disk.Peers;

    public void PutIntoForce(ModelledDisk disk)
    {
        InForce.Clear();
        foreach (var (name, text) in disk.NetworkParts)
            InForce[name] = text;
        PutPeersIntoForce(disk);
    }
}
