using System.Net;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2.Addresses;

/// <summary>
/// An elastic address that the user has rented himself and gives to a host (<c>elasticip</c>, an address or an allocation id). It is the host's own public address then. Nothing of ours
/// is on it, and it is not given back with the host.
/// </summary>
internal sealed class GivenAddress(Ec2Service service, BorderGroups groups, TimeProvider time, TimeSpan window)
{
    public const string Key = "elasticip";
    private const int MostTries = 12;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>What is wrong with the addresses that orders name, all of them together.</summary>
    public async Task<IReadOnlyList<OrderProblem>> CheckAsync(IReadOnlyList<PlannedOrder> orders, CancellationToken cancellationToken)
    {
        List<OrderProblem> problems = [];
        var hosts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var order in orders)
        {
            if (WordOf(order.Keys) is { } word && await ProblemAsync(order, word, hosts, cancellationToken).ConfigureAwait(false) is { } problem)
                problems.Add(new OrderProblem(order.Host, Key, problem));
        }

        return problems;
    }

    /// <summary>Refuses an order for whose instance there is no such address, or one that something else has.</summary>
    /// <exception cref="EdgeException"><c>ProviderRefused</c>, <c>AddressTaken</c>.</exception>
    public async Task CheckAsync(DeviceRequest request, CancellationToken cancellationToken)
    {
        if (WordOf(request.Keys) is not { } word)
            return;
        var address = await FindAsync(word, request.Hostname, cancellationToken).ConfigureAwait(false) ?? throw NotThere(word, request.Hostname);

        if (OwnerOf(address) is { } owner)
            throw Rented(word, request.Hostname, owner);

        // A machine of this host's that has it already is adopted before anything is ordered; what is ordered is another one.
        if (address.AssociationId is { Length: > 0 })
            throw Taken(word, request.Hostname, address);
    }

    /// <summary>The instance with that address, if its order names one.</summary>
    public async Task<Device> EquipAsync(Device device, DeviceRequest request, CancellationToken cancellationToken)
    {
        if (WordOf(request.Keys) is not { } word)
            return device;
        for (var left = MostTries; ; left--)
        {
            var address = await FindAsync(word, request.Hostname, cancellationToken).ConfigureAwait(false) ?? throw NotThere(word, request.Hostname);
            var number = address.PublicIp is { Length: > 0 } ip ? ip : address.CarrierIp;
            if (address.InstanceId == device.Id)
                return device with { PublicAddress = number };
            if (address.AssociationId is { Length: > 0 })
                throw Taken(word, request.Hostname, address);
            try
            {
                await service.SendAsync(
                    Ec2Call.Write("AssociateAddress", $"give {word} to instance {device.Id}", request.Hostname),
                    (client, token) => client.AssociateAddressAsync(new AssociateAddressRequest { AllocationId = address.AllocationId, InstanceId = device.Id, AllowReassociation = false }, token),
                    cancellationToken).ConfigureAwait(false);
                return device with { PublicAddress = number };
            }
            catch (ProviderException failure) when (left > 1 && (Ec2Failure.IsAbsence(failure) || failure.Fate == RequestFate.Unknown || Ec2Failure.ServiceCode(failure) == "Resource.AlreadyAssociated"))
            {
                // Not known yet, or done by an attempt whose answer was lost: the next look tells.
                await Task.Delay(window / MostTries < LongestPause ? window / MostTries : LongestPause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static string? WordOf(IReadOnlyDictionary<string, string> keys) => keys.GetValueOrDefault(Key)?.Trim() is { Length: > 0 } word ? word : null;

    /// <summary>What is wrong with the address that an order names, or null.</summary>
    /// <param name="order">The order.</param>
    /// <param name="word">What it names.</param>
    /// <param name="hosts">Who has named what before it, by allocation id: a host may write an address, and another one its id.</param>
    /// <param name="cancellationToken">Stops it.</param>
    private async Task<EdgeException?> ProblemAsync(PlannedOrder order, string word, Dictionary<string, string> hosts, CancellationToken cancellationToken)
    {
        if (await FindAsync(word, order.Host, cancellationToken).ConfigureAwait(false) is not { } address)
            return NotThere(word, order.Host);
        if (OwnerOf(address) is { } owner)
            return Rented(word, order.Host, owner);
        if (!hosts.TryAdd(address.AllocationId, order.Host))
            return Twice(word, hosts[address.AllocationId], order.Host);
        if (address.AssociationId is { Length: > 0 } && !order.IsUnderWay)
            return Taken(word, order.Host, address);
        if (order.Keys.GetValueOrDefault("availabilityzone") is not { Length: > 0 } zone || address.NetworkBorderGroup is not { Length: > 0 } own)
            return null;
        return await groups.OfZoneAsync(zone, cancellationToken).ConfigureAwait(false) is { Length: > 0 } group && group != own ? Elsewhere(word, order.Host, own, zone, group) : null;
    }

    private async Task<Address?> FindAsync(string word, string hostname, CancellationToken cancellationToken)
    {
        var call = Ec2Call.Read("DescribeAddresses", $"look up the elastic address {word}", hostname);
        var request = new DescribeAddressesRequest { Filters = [new Filter(IPAddress.TryParse(word, out _) ? "public-ip" : "allocation-id", [word])] };
        var answer = await service.SendAsync(call, (client, token) => client.DescribeAddressesAsync(request, token), cancellationToken).ConfigureAwait(false);
        return answer.Addresses?.FirstOrDefault(ElasticReading.IsWhole);
    }

    // Whatever carries a provision's tag is given back with that provision, and may be led elsewhere by it at any time.
    private static string? OwnerOf(Address address) => Ec2Tags.Find(address.Tags, Ec2Tags.Provision) is { Length: > 0 } owner ? owner : null;

    private static EdgeException NotThere(string word, string hostname) =>
        new("ProviderRefused", ErrorKind.NotFound, $"The host '{hostname}' cannot have the elastic address '{ErrorText.Clean(word)}': the account has none such in this region.")
        {
            Target = hostname,
            RecommendedAction = $"Correct {Key} (an address, or an allocation id such as eipalloc-0a1b2c3d), or allocate it.",
        };

    private static EdgeException Twice(string word, string first, string second) =>
        new("AddressNamedTwice", ErrorKind.InvalidInput, $"The hosts '{first}' and '{second}' cannot both have the elastic address '{ErrorText.Clean(word)}'.")
        {
            Target = second,
            RecommendedAction = $"Write {Key} for one of them only.",
        };

    private static EdgeException Elsewhere(string word, string hostname, string own, string zone, string group) =>
        new("AddressElsewhere", ErrorKind.InvalidInput, $"The host '{hostname}' cannot have the elastic address '{ErrorText.Clean(word)}': it is of the zone group {ErrorText.Clean(own)}, and the zone {ErrorText.Clean(zone)} is of {ErrorText.Clean(group)}.")
        {
            Target = hostname,
            RecommendedAction = "Write an address that was allocated in the zone's own group, or another availabilityzone.",
        };

    private static EdgeException Rented(string word, string hostname, string owner) =>
        new("AddressTaken", ErrorKind.AlreadyExists, $"The host '{hostname}' cannot have the elastic address '{ErrorText.Clean(word)}': it was rented for the virtual machines of provision {ErrorText.Clean(owner)}, and is given back with it.")
        {
            Target = hostname,
            RecommendedAction = $"Allocate an address of your own and write that as {Key}.",
        };

    private static EdgeException Taken(string word, string hostname, Address address) =>
        new("AddressTaken", ErrorKind.AlreadyExists, $"The host '{hostname}' cannot have the elastic address '{ErrorText.Clean(word)}': {(address.InstanceId is { Length: > 0 } other ? $"instance {other}" : $"network card {address.NetworkInterfaceId}")} has it.")
        {
            Target = hostname,
            RecommendedAction = "Write another one, or disassociate the address from whatever has it.",
        };
}
