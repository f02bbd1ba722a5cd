using Amazon.EC2.Model;
using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Providers.Budgets;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Providers.Ec2.Addresses;
using EdgeProvision.Engine.Providers.Ec2.Network;
using EdgeProvision.Engine.Providers.Ec2.Offers;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>Amazon EC2 and what speaks its Query API (version 2016-11-15), in one region of one account.</summary>
internal sealed class Ec2Driver : IProviderDriver
{
    private static readonly TimeSpan DefaultSettleWindow = TimeSpan.FromSeconds(60);

    private readonly Ec2Service service;
    private readonly Ec2Listing listing;
    private readonly Ec2Create create;
    private readonly Ec2Catalog catalog;
    private readonly OrderedWords words;
    private readonly Ec2Network network;
    private readonly LoginNetworks logins;
    private readonly NetworkRemoval removal;
    private readonly RecentInstances recent;
    private readonly GivenAddress given;
    private readonly ElasticAddresses addresses;
    private readonly Ec2Volumes volumes;

    public Ec2Driver(ProviderSettings settings, RestOptions options, RequestBudget budget, HttpMessageInvoker invoker)
    {
        service = new Ec2Service(settings, options, budget, invoker);
        listing = new Ec2Listing(service);
        // Orders carry tokens, so that this is no matter of money: it is how far reads may lag behind.
        SettleWindow = settings.SettleWindow ?? DefaultSettleWindow;
        var images = new Ec2Images(service);
        var types = new Ec2Types(service);
        removal = new NetworkRemoval(service);
        var part = new NetworkPart(service, listing, removal, options.Time, SettleWindow, settings.Region);
        network = new Ec2Network(service, part, settings);
        logins = new LoginNetworks(settings, options);
        given = new GivenAddress(service, new BorderGroups(service), options.Time, SettleWindow);
        create = new Ec2Create(service, new Ec2Order(service, types, images, network, new ImportedKey(part), logins, given), settings);
        volumes = new Ec2Volumes(service);
        addresses = new ElasticAddresses(service, new BorderGroups(service), new AddressAssociation(service, options.Time, SettleWindow), new MachineAddresses(listing));
        catalog = new Ec2Catalog(service, images, settings, options.Catalogs ?? new CatalogMemory());
        words = new OrderedWords(types, images, catalog);
        recent = new RecentInstances(options.Time, SettleWindow);
        PollInterval = PollPace.Of(SettleWindow, DefaultSettleWindow);
        CreateGrace = options.CreateGrace;
    }

    /// <inheritdoc/>
    public string Name => Ec2Provider.Name;

    /// <inheritdoc/>
    public TimeSpan SettleWindow { get; }

    /// <inheritdoc/>
    public TimeSpan PollInterval { get; }

    /// <inheritdoc/>
    public TimeSpan CreateGrace { get; }

    /// <inheritdoc/>
    public IAddressDriver Addresses => addresses;

    /// <inheritdoc/>
    public DateTimeOffset? ServiceTime => service.ServiceTime;

    /// <inheritdoc/>
    public IReadOnlyCollection<CatalogKey> CatalogKeys => Ec2Catalog.Keys;

    /// <inheritdoc/>
    public Task<Catalog?> ReadCatalogAsync(string key, CancellationToken cancellationToken) => catalog.ReadAsync(key, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Device>> ListDevicesAsync(string provisionId, CancellationToken cancellationToken)
    {
        var call = Ec2Call.Read("DescribeInstances", $"list the instances of provision {provisionId}", provisionId);
        var instances = await listing.ReadAsync(call, [Ec2Tags.ProvisionFilter(provisionId)], cancellationToken).ConfigureAwait(false);

        // A terminated instance is shown for an hour, and is none any more. Whoever deletes by this list relies on our own look at the tags.
        return [.. instances
            .Where(i => i.State?.Name?.Value != Ec2States.Terminated && Ec2Tags.Find(i.Tags, Ec2Tags.Provision) == provisionId)
            .Select(i => Parse(call, i))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TaggedItem>> ListTaggedAsync(CancellationToken cancellationToken)
    {
        var call = Ec2Call.Read("DescribeInstances", "list all instances of edge clouds", "");
        var instances = await listing.ReadAsync(call, [Ec2Tags.AnyProvisionFilter()], cancellationToken).ConfigureAwait(false);
        return
        [
            .. instances.Where(i => i.State?.Name?.Value != Ec2States.Terminated)
                .Select(i => (Owner: Ec2Tags.Find(i.Tags, Ec2Tags.Provision), Device: Parse(call, i)))
                .Where(i => i is { Owner.Length: > 0, Device.State: not DeviceState.Releasing })
                .Select(i => TaggedItem.Of(i.Device, i.Owner!)),
            .. await addresses.ListTaggedAsync(cancellationToken).ConfigureAwait(false),
            .. await removal.ListTaggedAsync(cancellationToken).ConfigureAwait(false),
            .. await volumes.ListTaggedAsync(cancellationToken).ConfigureAwait(false),
        ];
    }

    /// <inheritdoc/>
    public async Task<Device?> GetDeviceAsync(string deviceId, CancellationToken cancellationToken)
    {
        var call = Ec2Call.Read("DescribeInstances", $"read instance {deviceId}", deviceId);
        try
        {
            var answer = await service.SendAsync(
                call, (client, token) => client.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [deviceId] }, token), cancellationToken).ConfigureAwait(false);
            var instance = answer.Reservations?.SelectMany(r => r.Instances ?? []).FirstOrDefault(i => i.InstanceId == deviceId)
                ?? throw service.Malformed(call, "the instance is not in it");
            recent.Seen(deviceId);

            // One that the service gave up on is told of once, until it is released.
            return instance.State?.Name?.Value == Ec2States.Terminated && (!Ec2States.IsBroken(instance) || recent.IsReleased(deviceId)) ? null : Parse(call, instance);
        }
        catch (ProviderException e) when (Ec2Failure.IsAbsence(e))
        {
            return recent.Unseen(deviceId);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> IsListedAsync(string deviceId, CancellationToken cancellationToken)
    {
        // A filter, and not the id: a list that succeeds with nothing in it is an answer of another kind than an id that is not known.
        var call = Ec2Call.Read("DescribeInstances", $"look for instance {deviceId}", deviceId);
        var instances = await listing.ReadAsync(call, [new Filter("instance-id", [deviceId])], cancellationToken).ConfigureAwait(false);
        return instances.Any(i => i.InstanceId == deviceId && i.State?.Name?.Value != Ec2States.Terminated) || instances.Count == 0 && recent.Unseen(deviceId) is not null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OrderProblem>> CheckOrdersAsync(IReadOnlyList<PlannedOrder> orders, CancellationToken cancellationToken)
    {
        List<OrderProblem> problems = [.. await given.CheckAsync(orders, cancellationToken).ConfigureAwait(false), .. PrivateWish.Check(orders), .. await words.CheckAsync(orders, cancellationToken).ConfigureAwait(false)];
        foreach (var order in orders.Where(o => NetworkWish.IsFor(o.Keys.Keys)))
        {
            await logins.WishAsync(order.Keys, cancellationToken).ConfigureAwait(false);
            try
            {
                if (order.Keys.GetValueOrDefault("availabilityzone") is { Length: > 0 } zone)
                    await network.FindZoneAsync(zone, cancellationToken).ConfigureAwait(false);
            }
            catch (EdgeException refused) when (refused is not ProviderException)
            {
                problems.Add(new OrderProblem(order.Host, "availabilityzone", refused));
            }
        }

        return problems;
    }

    /// <inheritdoc/>
    public Task<string?> FindCallerAsync(CancellationToken cancellationToken) => logins.FindOwnAsync(cancellationToken);

    /// <inheritdoc/>
    public Task AdmitCallerAsync(string provisionId, CancellationToken cancellationToken) => network.AdmitAsync(provisionId, () => logins.FindAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> RetireCallersAsync(string provisionId, CancellationToken cancellationToken) =>
        network.RetireAsync(provisionId, () => logins.FindAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<StandingAdmission?> ReadAdmissionAsync(string provisionId, CancellationToken cancellationToken) => network.ReadAdmissionAsync(provisionId, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> SetAdmissionAsync(string provisionId, AdmissionWish wish, CancellationToken cancellationToken) =>
        network.SetAdmissionAsync(provisionId, wish, () => logins.FindAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task AdmitMembersAsync(string provisionId, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken) =>
        network.SetMembersAsync(provisionId, addresses, MemberChange.Add, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> SetMembersAsync(string provisionId, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken) =>
        network.SetMembersAsync(provisionId, addresses, MemberChange.Replace, cancellationToken);

    /// <inheritdoc/>
    public async Task<CreateResult> CreateDeviceAsync(DeviceRequest request, CancellationToken cancellationToken)
    {
        var result = await create.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (result is CreateResult.Created created)
            recent.Made(created.Device);
        return result;
    }

    /// <inheritdoc/>
    public async Task<Device?> FindOrderedAsync(DeviceRequest request, CancellationToken cancellationToken)
    {
        var ordered = ClientTokens.For(request);
        var call = Ec2Call.Read("DescribeInstances", $"look for what was ordered for '{request.Hostname}'", request.Hostname);
        var instances = await listing.ReadAsync(call, [new Filter("client-token", [ordered])], cancellationToken).ConfigureAwait(false);
        return instances.FirstOrDefault(i => i.ClientToken == ordered && !Ec2States.IsOver(i)) is { } instance ? Parse(call, instance) : null;
    }

    /// <inheritdoc/>
    public Task<Device> EquipDeviceAsync(Device device, DeviceRequest request, CancellationToken cancellationToken) => given.EquipAsync(device, request, cancellationToken);

    /// <inheritdoc/>
    public async Task DeleteDeviceAsync(string deviceId, CancellationToken cancellationToken)
    {
        var call = Ec2Call.Write("TerminateInstances", $"terminate instance {deviceId}", deviceId);
        try
        {
            await service.SendAsync(
                call, (client, token) => client.TerminateInstancesAsync(new TerminateInstancesRequest { InstanceIds = [deviceId] }, token), cancellationToken).ConfigureAwait(false);
            recent.Seen(deviceId);
        }
        catch (ProviderException e) when (Ec2Failure.IsAbsence(e) && recent.Unseen(deviceId) is null)
        {
            // Gone already.
        }

        recent.Released(deviceId);
    }

    /// <inheritdoc/>
    public Task TagDeviceAsync(string deviceId, string provisionId, string edgeKey, CancellationToken cancellationToken)
    {
        var request = new CreateTagsRequest { Resources = [deviceId], Tags = [new(Ec2Tags.Provision, provisionId), new(Ec2Tags.Key, edgeKey), new(Ec2Tags.Adopted, deviceId)] };
        return service.SendAsync(
            Ec2Call.Write("CreateTags", $"tag instance {deviceId}", deviceId), (client, token) => client.CreateTagsAsync(request, token), cancellationToken);
    }

    /// <inheritdoc/>
    public Task PowerAsync(string deviceId, PowerAction action, CancellationToken cancellationToken) => action switch
    {
        PowerAction.On => service.SendAsync(
            Ec2Call.Write("StartInstances", $"start instance {deviceId}", deviceId),
            (client, token) => client.StartInstancesAsync(new StartInstancesRequest { InstanceIds = [deviceId] }, token), cancellationToken),
        PowerAction.Off or PowerAction.ForceOff => service.SendAsync(
            Ec2Call.Write("StopInstances", $"stop instance {deviceId}", deviceId),
            (client, token) => client.StopInstancesAsync(new StopInstancesRequest { InstanceIds = [deviceId], Force = action == PowerAction.ForceOff ? true : null }, token), cancellationToken),

        // Unlike the others, twice is not once.
        PowerAction.Reboot => service.SendAsync(
            Ec2Call.Write("RebootInstances", $"reboot instance {deviceId}", deviceId) with { Repeat = RepeatRule.WhenNotSent },
            (client, token) => client.RebootInstancesAsync(new RebootInstancesRequest { InstanceIds = [deviceId] }, token), cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "No such power action."),
    };

    /// <inheritdoc/>
    public Task<bool> HasDiskAsync(string diskId, CancellationToken cancellationToken) => volumes.IsThereAsync(diskId, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteDiskAsync(string diskId, CancellationToken cancellationToken) => volumes.DeleteAsync(diskId, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RemoveSurroundingsAsync(string provisionId, CancellationToken cancellationToken) => removal.PassAsync(provisionId, cancellationToken);

    private Device Parse(Ec2Call call, Instance instance) => Ec2Reading.Device(instance)
        ?? throw service.Malformed(call, "an instance in it has no id, no state or no time");
}
