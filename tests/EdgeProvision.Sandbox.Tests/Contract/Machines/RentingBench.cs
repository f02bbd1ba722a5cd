using EdgeProvision.Engine.Providers;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Purchases;
using EdgeProvision.Sandbox.Tests.Packet;

namespace EdgeProvision.Sandbox.Tests.Contract.Machines;

/// <summary>A service that rents machines.</summary>
internal abstract class RentingBench(string service, PaperMachineRoom room, IHttpApp app, int maxRepeats) : MachineBench(service, room, app, maxRepeats)
{
    /// <summary>Machines that the account may have in a bench of the contract: as many as there are names.</summary>
    public const int Quota = 12;

    /// <summary>Hardware that nobody has.</summary>
    public const string NoSuchHardware = "none.such";

    /// <summary>Hardware that can be ordered, and is not what <see cref="MachineBench.Order"/> asks for.</summary>
    public abstract string OtherHardware { get; }

    /// <summary>Everything that was ever charged for.</summary>
    public abstract Ledger Ledger { get; }

    /// <summary>An order of that kind of hardware.</summary>
    public abstract DeviceRequest OrderOf(string hardware);

    /// <summary>Somebody makes a machine by hand after another one, tags included, as a service's console offers it. Its id.</summary>
    public abstract Task<string> CopyAsync(string id);

    /// <summary>No machine is left of any kind at any place.</summary>
    public abstract void SellOut();

    /// <summary>The next machine never comes up.</summary>
    public abstract void FailNext();

    /// <summary>What reads, or lists alone, are behind.</summary>
    public abstract void Lag(TimeSpan span);
}
