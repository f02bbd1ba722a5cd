using System.Net;
using System.Text.Json;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Providers.Budgets;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>Version 1 of the Packet (later Equinix Metal) API. The public service ended in 2026; sandboxes and private installations speak it.</summary>
internal sealed class PacketDriver : IProviderDriver
{
    private static readonly TimeSpan DefaultSettleWindow = TimeSpan.FromSeconds(120);

    private readonly RestFunnel funnel;
    private readonly PacketListing listing;
    private readonly PacketCatalog catalog;
    private readonly PacketCreate create;
    private readonly PacketAddresses addresses;
    private readonly PacketReserved reserved;

    public PacketDriver(ProviderSettings settings, RestOptions options, RequestBudget budget, HttpMessageInvoker invoker)
    {
        var target = new RestTarget(
            PacketProvider.Name, settings.Endpoint,
            new Dictionary<string, string> { ["X-Auth-Token"] = settings.Secrets[PacketProvider.TokenKey] }, settings.CredentialSource);
        funnel = new RestFunnel(target, options, budget, invoker);
        listing = new PacketListing(funnel, settings.Endpoint);
        catalog = new PacketCatalog(listing, funnel, settings, options.Catalogs ?? new CatalogMemory());
        addresses = new PacketAddresses(funnel, listing, catalog);
        create = new PacketCreate(funnel, catalog, settings, options.Time);
        reserved = new PacketReserved(listing, catalog);
        SettleWindow = settings.SettleWindow ?? DefaultSettleWindow;
        PollInterval = PollPace.Of(SettleWindow, DefaultSettleWindow);
        CreateGrace = options.CreateGrace;
    }

    /// <inheritdoc/>
    public string Name => PacketProvider.Name;

    /// <inheritdoc/>
    public TimeSpan SettleWindow { get; }

    /// <inheritdoc/>
    public TimeSpan PollInterval { get; }

    /// <inheritdoc/>
    public TimeSpan CreateGrace { get; }

    /// <inheritdoc/>
    public IAddressDriver Addresses => addresses;

    /// <inheritdoc/>
    public DateTimeOffset? ServiceTime => funnel.ServiceTime;

    /// <inheritdoc/>
    public IReadOnlyCollection<CatalogKey> CatalogKeys => PacketCatalog.Keys;

    /// <inheritdoc/>
    public Task<Catalog?> ReadCatalogAsync(string key, CancellationToken cancellationToken) => catalog.ReadAsync(key, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StockEntry>> ReadStockAsync(CancellationToken cancellationToken) => catalog.ReadStockAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReservedHardware>?> ReadReservedAsync(CancellationToken cancellationToken) => reserved.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<string?> GetProjectAsync(CancellationToken cancellationToken) =>
        await catalog.ProjectAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Device>> ListDevicesAsync(string provisionId, CancellationToken cancellationToken)
    {
        var request = await DevicesAsync($"list the devices of provision {provisionId}", provisionId, cancellationToken).ConfigureAwait(false);
        return [.. (await TaggedAsync(request, "devices", provisionId, cancellationToken).ConfigureAwait(false)).Select(d => Parse(request, d))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TaggedItem>> ListTaggedAsync(CancellationToken cancellationToken)
    {
        var request = await DevicesAsync("list all devices of edge clouds", "", cancellationToken).ConfigureAwait(false);
        var devices = await listing.ReadAsync(request, "devices", "", cancellationToken).ConfigureAwait(false);
        return
        [
            .. devices.Select(d => (Owner: PacketTags.ProvisionOf(PacketJson.Tags(d)), Device: Parse(request, d)))
                .Where(d => d is { Owner: not null, Device.State: not DeviceState.Releasing })
                .Select(d => TaggedItem.Of(d.Device, d.Owner!)),
            .. await addresses.ListTaggedAsync(cancellationToken).ConfigureAwait(false),
        ];
    }

    /// <inheritdoc/>
    public async Task<Device?> GetDeviceAsync(string deviceId, CancellationToken cancellationToken)
    {
        var request = RestRequest.Read(PacketPaths.Device(deviceId), $"read device {deviceId}", deviceId);
        try
        {
            var answer = await funnel.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return answer.Json is { } json ? Parse(request, json) : throw funnel.Failures.Malformed(request, "it is empty");
        }
        catch (ProviderException e) when (e.Status == HttpStatusCode.NotFound && e.Fate == RequestFate.Answered)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> IsListedAsync(string deviceId, CancellationToken cancellationToken)
    {
        var request = await DevicesAsync($"look for device {deviceId}", deviceId, cancellationToken)
            .ConfigureAwait(false);
        var items = await listing.ReadAsync(request, "devices", "", cancellationToken).ConfigureAwait(false);
        return items.Any(d => PacketJson.Text(d, "id") == deviceId);
    }

    /// <inheritdoc/>
    public Task<CreateResult> CreateDeviceAsync(DeviceRequest request, CancellationToken cancellationToken) =>
        create.SendAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteDeviceAsync(string deviceId, CancellationToken cancellationToken) =>
        DeleteAsync(RestRequest.Delete(PacketPaths.Device(deviceId), $"delete device {deviceId}", deviceId), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeviceEvent>> ReadEventsAsync(string deviceId, CancellationToken cancellationToken)
    {
        // Only told to people who wait: not worth a second attempt.
        var request = RestRequest.Read(PacketPaths.DeviceEvents(deviceId), $"read what has been done to device {deviceId}", deviceId) with { Repeat = RepeatRule.Never };
        try
        {
            return PacketEvents.Read(await listing.ReadAsync(request, "events", "", cancellationToken).ConfigureAwait(false));
        }
        catch (ProviderException error) when (PacketCatalog.IsSilence(error))
        {
            return [];
        }
    }

    /// <inheritdoc/>
    public async Task<Device> SetEndAsync(string deviceId, DateTimeOffset? endsAt, CancellationToken cancellationToken)
    {
        var request = new RestRequest(
            HttpMethod.Put, PacketPaths.Device(deviceId), $"change when device {deviceId} ends by itself", deviceId, RepeatRule.Always,
            JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string?> { [PacketEnd.Field] = endsAt is { } end ? PacketEnd.Text(end) : null }));
        await funnel.SendAsync(request, cancellationToken).ConfigureAwait(false);

        // Not every service that speaks this API takes it, and one that does not may still answer as if: what counts is what it shows afterwards.
        return await GetDeviceAsync(deviceId, cancellationToken).ConfigureAwait(false) ?? throw funnel.Failures.Malformed(request, "it shows no such device any more");
    }

    /// <inheritdoc/>
    public async Task TagDeviceAsync(string deviceId, string provisionId, string edgeKey, CancellationToken cancellationToken)
    {
        var read = RestRequest.Read(PacketPaths.Device(deviceId), $"read the tags of device {deviceId}", deviceId);
        var answer = await funnel.SendAsync(read, cancellationToken).ConfigureAwait(false);
        var tags = answer.Json is { } json ? PacketJson.Tags(json).ToList() : throw funnel.Failures.Malformed(read, "it is empty");

        // The service replaces the whole list, so that the others are sent with ours.
        var wanted = PacketTags.With(tags, provisionId, edgeKey);
        if (wanted.SequenceEqual(tags, StringComparer.Ordinal))
            return;
        await funnel.SendAsync(
            new RestRequest(
                HttpMethod.Put, PacketPaths.Device(deviceId), $"tag device {deviceId}", deviceId, RepeatRule.Always,
                JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, IReadOnlyList<string>> { ["tags"] = wanted })),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task PowerAsync(string deviceId, PowerAction action, CancellationToken cancellationToken)
    {
        var word = action switch
        {
            PowerAction.On => "power_on",
            PowerAction.Off or PowerAction.ForceOff => "power_off",
            PowerAction.Reboot => "reboot",
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "No such power action."),
        };
        return ActAsync(deviceId, word, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task ReinstallAsync(string deviceId, CancellationToken cancellationToken)
    {
        // Meanwhile the device shows the service's own system for wiping disks as its system, and nothing says which one a second action would install.
        if (await GetDeviceAsync(deviceId, cancellationToken).ConfigureAwait(false) is { } device && PacketStates.IsReinstalling(device.ProviderState))
            return;

        // The system that it has is the default, and so is wiping all disks: neither deprovision_fast nor preserve_data.
        await ActAsync(deviceId, "reinstall", cancellationToken).ConfigureAwait(false);
    }

    private async Task<RestRequest> DevicesAsync(string attempted, string target, CancellationToken cancellationToken)
    {
        var project = await catalog.ProjectAsync(cancellationToken).ConfigureAwait(false);
        return RestRequest.Read(PacketPaths.ProjectDevices(project), $"{attempted} in project {project}", target);
    }

    // The service filters too, where it can; whoever deletes by this list relies on our own look at the tags.
    private async Task<IEnumerable<JsonElement>> TaggedAsync(
        RestRequest request, string property, string provisionId, CancellationToken cancellationToken)
    {
        var tag = PacketTags.Provision(provisionId);
        var items = await listing.ReadAsync(request, property, "tag=" + Uri.EscapeDataString(tag), cancellationToken).ConfigureAwait(false);
        return items.Where(i => PacketJson.Tags(i).Contains(tag, StringComparer.Ordinal));
    }

    private Task ActAsync(string deviceId, string type, CancellationToken cancellationToken) => funnel.SendAsync(
        new RestRequest(
            HttpMethod.Post, PacketPaths.Actions(deviceId), $"ask device {deviceId} for {type}", deviceId, RepeatRule.WhenNotSent,
            JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["type"] = type })),
        cancellationToken);

    private async Task DeleteAsync(RestRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await funnel.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException e) when (e.Status == HttpStatusCode.NotFound && e.Fate == RequestFate.Answered)
        {
            // Gone already, perhaps by an attempt whose answer was lost.
        }
    }

    private Device Parse(RestRequest request, JsonElement json) => PacketJson.Device(json)
        ?? throw funnel.Failures.Malformed(request, "a device in it has no id, no state or no time of creation");
}
