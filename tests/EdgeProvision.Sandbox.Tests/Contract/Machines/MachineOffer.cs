using EdgeProvision.Engine.Providers.Catalogs;

namespace EdgeProvision.Sandbox.Tests.Contract.Machines;

/// <summary>What a driver says that it offers. What it does not offer it has to say at every door, too.</summary>
internal sealed record MachineOffer
{
    /// <summary>False: there is no service to ask, and so none that could fail.</summary>
    public bool AsksAService { get; init; } = true;

    /// <summary>
    /// The same order sent again is the same machine, and its attempt is nothing else's. False: every order is another one, and the engine must not send it again.
    /// </summary>
    public bool RepeatsOrders { get; init; }

    /// <summary>A machine's power can be changed.</summary>
    public bool HasPower { get; init; } = true;

    /// <summary>The service puts a fresh operating system on a machine that stays rented.</summary>
    public bool Reinstalls { get; init; }

    /// <summary>What there are lists of.</summary>
    public IReadOnlyCollection<CatalogTopic> Lists { get; init; } = [];

    /// <summary>Hardware has the price of an hour.</summary>
    public bool TellsPrices { get; init; }

    /// <summary>The service tells what it does to a machine.</summary>
    public bool TellsEvents { get; init; }

    /// <summary>A machine can be given a moment at which the service takes it away.</summary>
    public bool EndsMachines { get; init; }

    /// <summary>The driver makes what keeps others out of machines, and changes what is let in.</summary>
    public bool AdmitsByName { get; init; }

    /// <summary>Disks may outlive their machines.</summary>
    public bool KeepsDisks { get; init; }

    /// <summary>The service tells what it has left.</summary>
    public bool TellsStock { get; init; }

    /// <summary>How many things are made for the provision before its first order.</summary>
    public int Preparations { get; init; }
}
