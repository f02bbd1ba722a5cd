using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Purchases;

namespace EdgeProvision.Sandbox.Tests.Contract;

/// <summary>A driver with public addresses before its emulator, over HTTP.</summary>
internal interface IAddressBench : IAsyncDisposable
{
    IProviderDriver Driver { get; }

    Ledger Ledger { get; }

    /// <summary>Addresses that the account may have.</summary>
    int Quota { get; }

    /// <summary>How often the gate was asked.</summary>
    int Writes { get; }

    ReservationRequest Request(string key, int count);

    /// <summary>A machine that runs.</summary>
    Task<Device> RunAsync(string name);

    /// <summary>What goes wrong with orders of addresses.</summary>
    void FailOrders(FaultKind kind, int status = 503, int times = 1);

    /// <summary>What goes wrong with calls that lead an address to a machine.</summary>
    void FailAssigning(FaultKind kind, int times = 1);

    /// <summary>The service asks for fewer orders.</summary>
    void LimitOrders();
}
