namespace EdgeProvision.Sandbox.Hosts;

/// <summary>
/// The machines behind the emulated providers: real Linux machines in the sandbox, modelled ones in the modelled world.
/// A machine is known by the id that its provider gave it (the device id). Every call may be repeated.
/// </summary>
public interface IMachineRoom
{
    /// <summary>Installs a machine on an empty disk and powers it on; answers as soon as its addresses are known, before it has booted.</summary>
    Task<Machine> InstallAsync(MachineOrder order, CancellationToken cancellationToken);

    /// <summary>The machine of that id, or null.</summary>
    Machine? Find(string id);

    /// <summary>Every machine.</summary>
    IReadOnlyList<Machine> List();

    /// <summary>Powers a machine on, its disk kept. Nothing happens when it is on.</summary>
    Task PowerOnAsync(string id, CancellationToken cancellationToken);

    /// <summary>Presses the power button: an orderly shutdown, then the plug if it takes too long. Answers when it is off.</summary>
    Task PowerOffAsync(string id, CancellationToken cancellationToken);

    /// <summary>Reboots in an orderly way (a new boot id).</summary>
    Task RebootAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a machine in a provider's own network another public address, which it is never told; answers what it is then. One whose card has the public address keeps it.
    /// </summary>
    Task<Machine> ReaddressAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Find(id)!);

    /// <summary>Wipes the disk: a fresh operating system, host key and machine id; the same addresses.</summary>
    Task ReinstallAsync(string id, CancellationToken cancellationToken);

    /// <summary>Powers off and forgets the machine and its disk. Nothing happens when there is none.</summary>
    Task ScrapAsync(string id, CancellationToken cancellationToken);

    /// <summary>True while the machine is powered.</summary>
    bool IsOn(string id);
}
