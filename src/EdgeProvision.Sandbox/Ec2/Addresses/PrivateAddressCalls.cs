using System.Globalization;
using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Instances;
using EdgeProvision.Sandbox.Ec2.Network;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Addresses;

/// <summary>The calls about further private addresses of network interfaces. Each runs with the store's gate held.</summary>
internal sealed class PrivateAddressCalls(PrivateAddresses addresses, InstanceLifecycle lifecycle)
{
    public IEnumerable<Ec2Action> Actions => [new("AssignPrivateIpAddresses", Assign), new("UnassignPrivateIpAddresses", Unassign)];

    private IEnumerable<XElement?> Assign(Ec2Call call)
    {
        var card = call.Holdings.Interfaces.Get(call, call.Parameters, "NetworkInterfaceId");
        var wishes = call.Parameters.Texts("PrivateIpAddress").Distinct().ToList();
        var count = call.Parameters.Number("SecondaryPrivateIpAddressCount");
        var allows = call.Parameters.Flag("AllowReassignment");
        if (wishes.Count > 0 == count is not null)
            throw Ec2RefusedException.Combination("Exactly one of privateIpAddress and secondaryPrivateIpAddressCount must be specified.");
        if (count < 1)
            throw Ec2RefusedException.Invalid("secondaryPrivateIpAddressCount", count.Value.ToString(CultureInfo.InvariantCulture));
        foreach (var wish in wishes)
            addresses.CheckWish(card.Subnet, wish, allows || card.Addresses.Contains(wish));
        call.Ready();
        // What it has already is no further address.
        var further = wishes.Where(wish => !card.Addresses.Contains(wish)).ToList();
        var limit = card.Instance?.Order.Type.AddressesPerInterface ?? int.MaxValue;
        if (card.Addresses.Count + further.Count + (count ?? 0) > limit)
            throw new Ec2RefusedException("PrivateIpAddressLimitExceeded", $"Number of private addresses will exceed limit. The limit of this instance type is {limit}.");
        if (count is { } wanted)
            further = addresses.Take(card.Subnet, wanted);
        foreach (var address in further)
            TakeAway(call, card.Subnet, address);
        card.Addresses.AddRange(further);
        return
        [
            Xml.Value("networkInterfaceId", card.Id),
            Xml.Set("assignedPrivateIpAddressesSet", (count is null ? wishes : further).Select(address => new[] { Xml.Value("privateIpAddress", address) })),
            .. Xml.Done,
        ];
    }

    private IEnumerable<XElement?> Unassign(Ec2Call call)
    {
        var card = call.Holdings.Interfaces.Get(call, call.Parameters, "NetworkInterfaceId");
        var named = call.Parameters.Texts("PrivateIpAddress");
        if (named.Count == 0)
            throw Ec2RefusedException.Missing("privateIpAddress");
        if (named.Any(address => address == card.Primary))
            throw Ec2RefusedException.Invalid("privateIpAddress", card.Primary, "The primary address of an interface cannot be unassigned.");
        if (named.Any(address => !card.Addresses.Contains(address)))
            throw new Ec2RefusedException("InvalidParameterValue", $"Some of the specified addresses are not assigned to interface {card.Id}");
        call.Ready();
        foreach (var address in named)
            TakeAway(call, card.Subnet, address);
        return Xml.Done;
    }

    /// <summary>The address leaves the interface that it is on, and the elastic address that led to it stays behind.</summary>
    private void TakeAway(Ec2Call call, Subnet subnet, string address)
    {
        if (call.Holdings.Interfaces.Living.FirstOrDefault(card => card.Subnet == subnet && card.Addresses.Contains(address)) is not { } holder)
            return;
        if (holder.Elastic.TryGetValue(address, out var elastic))
        {
            elastic.Dissociate();
            lifecycle.Translate(holder, elastic);
        }

        holder.Addresses.Remove(address);
    }
}
