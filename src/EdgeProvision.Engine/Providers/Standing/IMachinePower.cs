namespace EdgeProvision.Engine.Providers.Standing;

/// <summary>The way to one machine's power.</summary>
internal interface IMachinePower
{
    /// <summary>The state now.</summary>
    Task<PowerReading> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Asks for a change and returns when it is accepted. The gate has been passed by whoever calls.</summary>
    Task ActAsync(PowerAction action, CancellationToken cancellationToken);
}
