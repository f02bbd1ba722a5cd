namespace EdgeProvision.Engine.Providers.Standing;

/// <summary>Where machines that stand are found: the real world, or a sandbox that plays it.</summary>
internal interface IMachineSite
{
    /// <summary>True when the machines were made for us, so that an SSH key seen first is theirs.</summary>
    bool MakesMachines { get; }

    /// <summary>Looks a machine up that becomes a host.</summary>
    /// <param name="id">Its address as it is written.</param>
    /// <param name="request">What is wanted of it.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="StandingException">Nobody knows that address.</exception>
    Task<MachinePlace> FindAsync(string id, DeviceRequest request, CancellationToken cancellationToken);

    /// <summary>Where the machines of hosts are, by id; those that cannot be told are missing.</summary>
    Task<IReadOnlyDictionary<string, MachinePlace>> LookAsync(IReadOnlyCollection<StandingMachine> machines, CancellationToken cancellationToken);

    /// <summary>The way to a machine's power, or null when it has none.</summary>
    /// <exception cref="StandingException">What its host says of it is incomplete or wrong.</exception>
    IMachinePower? PowerOf(StandingMachine machine);
}
