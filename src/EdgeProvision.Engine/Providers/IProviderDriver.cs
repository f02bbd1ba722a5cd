using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers;

/// <summary>
/// A service that rents machines, for one project or account. Calls are single requests: waiting, looking up before creating and settling
/// are the engine's (docs/design/providers.md). Every call may be repeated.
/// Failures are <see cref="EdgeException"/>; transient ones have been retried within the budget already, except creates.
/// </summary>
public interface IProviderDriver
{
    /// <summary>The driver's name in descriptors: <c>packet</c>.</summary>
    string Name { get; }

    /// <summary>How long a create that was never answered may still come true: 120 s for Packet unless the sandbox publishes its own.</summary>
    TimeSpan SettleWindow { get; }

    /// <summary>How long between two looks at a device that is on its way.</summary>
    TimeSpan PollInterval { get; }

    /// <summary>How long between two looks for what may still come true, also where that is not for long.</summary>
    TimeSpan SettlePause => SettleWindow / 10 < PollInterval ? SettleWindow / 10 : PollInterval;

    /// <summary>How long <see cref="CreateDeviceAsync"/> still awaits its answer after it was cancelled.</summary>
    TimeSpan CreateGrace { get; }

    /// <summary>The service's clock as its last answer showed it, never later than it is now; null when no answer has told it.</summary>
    DateTimeOffset? ServiceTime => null;

    /// <summary>
    /// The id of the project that all calls go to, looked up if the settings give its name: what belongs into the provision's record.
    /// Null for services without projects.
    /// </summary>
    Task<string?> GetProjectAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>Keys of the provision section whose values the service has a catalogue of: <c>plan</c>, <c>os</c>.</summary>
    IReadOnlyCollection<CatalogKey> CatalogKeys => [];

    /// <summary>
    /// What may stand at one of those keys. Null when this service does not tell: then nothing is known, and nothing is refused. Read once, however often it
    /// is asked for.
    /// </summary>
    Task<Catalog?> ReadCatalogAsync(string key, CancellationToken cancellationToken) => Task.FromResult<Catalog?>(null);

    /// <summary>How many machines there are, now, of each kind at each place; nothing where this service does not tell.</summary>
    Task<IReadOnlyList<StockEntry>> ReadStockAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StockEntry>>([]);

    /// <summary>Machines that the project has reserved, now; null where this service does not tell, or has nothing of the kind.</summary>
    Task<IReadOnlyList<ReservedHardware>?> ReadReservedAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ReservedHardware>?>(null);

    /// <summary>
    /// True where a machine that carries our key was made for it, so that the SSH key which it shows first is its own. False where machines stand already: who logs
    /// in to them must know their keys.
    /// </summary>
    bool MakesMachines => true;

    /// <summary>Every device that carries the provision's tag, whatever its state. Also proves that the credentials are accepted.</summary>
    Task<IReadOnlyList<Device>> ListDevicesAsync(string provisionId, CancellationToken cancellationToken);

    /// <summary>
    /// Everything in the project that carries a provision's tag of ours, whichever provision that is: machines that stand, blocks of addresses, what was made around machines,
    /// disks that were kept beyond their machine and are at none.
    /// Nothing where machines stand already.
    /// </summary>
    Task<IReadOnlyList<TaggedItem>> ListTaggedAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TaggedItem>>([]);

    /// <summary>The device of that id, or null when the provider answers that there is none. Never null for a refused credential.</summary>
    Task<Device?> GetDeviceAsync(string deviceId, CancellationToken cancellationToken);

    /// <summary>True when the device stands in a successful list of the project: the second half of the proof that it is gone.</summary>
    Task<bool> IsListedAsync(string deviceId, CancellationToken cancellationToken);

    /// <summary>What of these orders would be refused, as far as that can be known before anything is written for them, among it what two of them name and only one can have. Changes nothing.</summary>
    /// <param name="orders">All that are going to be given.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="EdgeException">It cannot be found out, or something is missing that is no order's.</exception>
    Task<IReadOnlyList<OrderProblem>> CheckOrdersAsync(IReadOnlyList<PlannedOrder> orders, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<OrderProblem>>([]);

    /// <summary>
    /// The network that this machine logs in from, as the provider sees it, where the driver makes what keeps others out of machines. Null where it is not known, and where there is nothing of
    /// the kind.
    /// </summary>
    Task<string?> FindCallerAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>
    /// Lets this machine log in to the provision's machines, where the driver has made what keeps others out and nobody has said who may. Done already changes nothing, and nobody else is shut out.
    /// </summary>
    Task AdmitCallerAsync(string provisionId, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Lets in no more whoever was let in as a caller by an earlier operation and comes from elsewhere by now; never the front-end, nor who was let in within the last hour. Only for who holds
    /// the provision's lock.
    /// </summary>
    /// <returns>Who it was, each in words.</returns>
    Task<IReadOnlyList<string>> RetireCallersAsync(string provisionId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>
    /// What is let in to the provision's machines from outside, where the driver has made what keeps all else out. Null where it has not, where that is not to be seen, and where there
    /// is nothing of the kind.
    /// </summary>
    Task<StandingAdmission?> ReadAdmissionAsync(string provisionId, CancellationToken cancellationToken) => Task.FromResult<StandingAdmission?>(null);

    /// <summary>
    /// Lets in what is wished for, and then no more what was let in for an earlier wish. What somebody else has let in stays, and so does whoever was let in as a caller; a caller
    /// that is named is the wish's from then on. Done already changes nothing.
    /// </summary>
    /// <returns>True when something had to be changed.</returns>
    Task<bool> SetAdmissionAsync(string provisionId, AdmissionWish wish, CancellationToken cancellationToken) => throw new EdgeException(
        "AdmissionNotSupported", ErrorKind.NotSupported, $"The driver {Name} makes nothing that keeps others out of machines.")
    {
        Target = provisionId,
        RecommendedAction = "Change at the provider what its machines can be reached by.",
    };

    /// <summary>
    /// Lets in the overlay from these addresses, where the driver has made what keeps all else out. Done already changes nothing, and nobody else is shut out.
    /// </summary>
    Task AdmitMembersAsync(string provisionId, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The same, and from no other address that was let in so, nor may the machines be shut to each other. True when something had to be changed.</summary>
    Task<bool> SetMembersAsync(string provisionId, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>
    /// Sends one create request, never repeated by the driver. What became of it is in the result; only cancellation before it was sent throws.
    /// </summary>
    Task<CreateResult> CreateDeviceAsync(DeviceRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// The machine that an order of the same key and attempt has made, by what the service remembers of orders and whatever its tags say by now. Null where it has made none or one that has
    /// ended, and where the service remembers nothing.
    /// </summary>
    Task<Device?> FindOrderedAsync(DeviceRequest request, CancellationToken cancellationToken) => Task.FromResult<Device?>(null);

    /// <summary>
    /// Gives a machine that has become active what its order names beside it, such as an address of the user's own. Done already changes nothing.
    /// </summary>
    /// <returns>The machine as it is then.</returns>
    Task<Device> EquipDeviceAsync(Device device, DeviceRequest request, CancellationToken cancellationToken) => Task.FromResult(device);

    /// <summary>What the provider says that it has done to a machine, the oldest first; nothing where it does not tell.</summary>
    Task<IReadOnlyList<DeviceEvent>> ReadEventsAsync(string deviceId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DeviceEvent>>([]);

    /// <summary>Has the provider take a machine away by itself at another moment, or not at all. Done already changes nothing.</summary>
    /// <returns>The machine as it is then: a service may have accepted the request and kept what it had.</returns>
    Task<Device> SetEndAsync(string deviceId, DateTimeOffset? endsAt, CancellationToken cancellationToken) => throw new EdgeException(
        "TerminationTimeNotSupported", ErrorKind.NotSupported, $"The driver {Name} knows no machines that end by themselves.")
    {
        Target = deviceId,
        RecommendedAction = "Take termination_time out of the descriptor.",
    };

    /// <summary>Asks for a device to be released. One that is gone already is fine.</summary>
    Task DeleteDeviceAsync(string deviceId, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a machine that another tool has made the provision's tags; what it has of tags else stays. One that has them already is fine.
    /// </summary>
    Task TagDeviceAsync(string deviceId, string provisionId, string edgeKey, CancellationToken cancellationToken);

    /// <summary>Refuses a machine whose power cannot be changed, before anything is. Sends nothing.</summary>
    /// <exception cref="EdgeException">It cannot be (<c>PowerNotSupported</c>), or what is known of the way to it is wrong.</exception>
    void CheckPower(string deviceId)
    {
    }

    /// <summary>Asks for a power action and returns as soon as it is accepted.</summary>
    Task PowerAsync(string deviceId, PowerAction action, CancellationToken cancellationToken);

    /// <summary>
    /// Has the service put a fresh operating system, of the same kind, on a machine that stays rented, and returns as soon as that is accepted. What is on its disks is lost. Until it is
    /// <see cref="DeviceState.Active"/> again it is <see cref="DeviceState.Pending"/>; id, key and addresses stay, and its SSH key is another one. Asked for while that is under way it changes
    /// nothing; asked for afterwards it is done again.
    /// </summary>
    /// <exception cref="EdgeException">The service has nothing of the kind (<c>ReinstallNotSupported</c>), or there is no such machine.</exception>
    Task ReinstallAsync(string deviceId, CancellationToken cancellationToken) => throw new EdgeException(
        "ReinstallNotSupported", ErrorKind.NotSupported, $"The driver {Name} cannot have a machine installed anew. Nothing was changed.")
    {
        Target = deviceId,
        RecommendedAction = "Remove the host and add it again where its machine is rented; install it by hand where it stands already.",
    };

    /// <summary>Whether there is a disk of this id, at a machine or not. False where machines have no disks that outlive them.</summary>
    Task<bool> HasDiskAsync(string diskId, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>Deletes a disk that is at no machine; one that is at one is refused by the service. One that is gone already is fine.</summary>
    Task DeleteDiskAsync(string diskId, CancellationToken cancellationToken) => throw new EdgeException(
        "DisksNotSupported", ErrorKind.NotSupported, $"The driver {Name} knows no disks that outlive their machines.")
    {
        Target = diskId,
        RecommendedAction = "Look at it on the provider's console.",
    };

    /// <summary>The public addresses that the service rents; null where it rents none, as with machines that stand already.</summary>
    IAddressDriver? Addresses => null;

    /// <summary>
    /// Removes what the driver has made around the provision's devices, such as a network of its own: as much as the service allows now. True when nothing is left;
    /// else it is asked again.
    /// </summary>
    Task<bool> RemoveSurroundingsAsync(string provisionId, CancellationToken cancellationToken) => Task.FromResult(true);
}
