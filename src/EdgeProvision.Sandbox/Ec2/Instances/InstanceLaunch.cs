using EdgeProvision.Sandbox.Ec2.Addresses;
using EdgeProvision.Sandbox.Ec2.Network;
using EdgeProvision.Sandbox.Ec2.Volumes;
using EdgeProvision.Sandbox.Ec2.Wire;
using EdgeProvision.Sandbox.Purchases;

namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>Makes instances of an accepted order: all that there is quota, stock and addresses for, and none when that is less than wanted at least.</summary>
internal sealed class InstanceLaunch(Ec2Store store, PrivateAddresses addresses, InstanceLifecycle lifecycle)
{
    public Reservation Launch(Ec2Call call, RunOrder order)
    {
        var most = Math.Min(order.Most, Allowed(call, order));
        // Addresses first: nothing has been taken when there are too few.
        List<string> primaries = order.Place.PrivateAddress is { } wish ? [wish] : addresses.Take(order.Subnet, most);
        var count = store.Conditions.TakeCapacity(order.Type.Name, order.Subnet.Zone.Name, order.Least, most);
        if (count == 0)
        {
            throw new Ec2RefusedException("InsufficientInstanceCapacity",
                $"We currently do not have sufficient {order.Type.Name} capacity in the Availability Zone you requested ({order.Subnet.Zone.Name}). Our system will be working on provisioning additional capacity.", 500);
        }

        var reservation = new Reservation();
        foreach (var primary in primaries.Take(count))
            Start(call, order, reservation, Plug(call, order, primary));
        return reservation;
    }

    private NetworkInterface Plug(Ec2Call call, RunOrder order, string primary)
    {
        var card = call.Holdings.Interfaces.Add(new NetworkInterface(order.Subnet, primary, store.Now)
        {
            Description = order.Place.Description, DeletesOnTermination = order.Place.DeletesOnTermination, WantsPublicAddress = order.Place.WantsPublicAddress,
        }, order.InterfaceTags);
        card.Groups = order.Place.Groups;
        card.Addresses.AddRange(order.Place.SecondaryAddresses);
        card.Addresses.AddRange(addresses.Take(order.Subnet, order.Place.SecondaryCount));
        return card;
    }

    private void Start(Ec2Call call, RunOrder order, Reservation reservation, NetworkInterface card)
    {
        var instance = call.Holdings.Instances.Add(new Instance(reservation, order, card, store.Now, store.Options.TerminatedShownFor), order.InstanceTags);
        card.Instance = instance;
        var name = order.InstanceTags.GetValueOrDefault("Name", instance.Id);
        store.Ledger.Bought(new LedgerEntry(instance.Id, "instance", name, instance.Tags.Texts(), store.Now));
        instance.Volumes = [.. order.Devices.Select(device => Disk(call, order, instance, device))];
        lifecycle.Begin(instance);
    }

    private Volume Disk(Ec2Call call, RunOrder order, Instance instance, BlockDevice device)
    {
        var volume = call.Holdings.Volumes.Add(new Volume(device, instance, store.Now), order.VolumeTags);

        // One that goes with its instance is a part of what that costs.
        if (!device.DeletesOnTermination)
            store.Ledger.Bought(new LedgerEntry(volume.Id, "volume", device.DeviceName, volume.Tags.Texts(), store.Now));
        return volume;
    }

    /// <summary>So many instances the quotas have room for.</summary>
    private int Allowed(Ec2Call call, RunOrder order)
    {
        var quotas = store.Options.Quotas;
        var living = call.Holdings.Instances.Living.Where(instance => instance.State != InstanceState.Terminated).ToList();
        var instances = quotas.Instances - living.Count;
        if (order.Least > instances)
            throw new Ec2RefusedException("InstanceLimitExceeded", $"Your quota allows for {Math.Max(0, instances)} more running instance(s). You requested at least {order.Least}");
        var running = living.Where(instance => instance.State is InstanceState.Pending or InstanceState.Running).Sum(instance => instance.Order.Type.Vcpus);
        var processors = (quotas.Vcpus - running) / order.Type.Vcpus;
        return order.Least <= processors
            ? Math.Min(instances, processors)
            : throw new Ec2RefusedException("VcpuLimitExceeded", $"You have requested more vCPU capacity than your current vCPU limit of {quotas.Vcpus} allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.");
    }
}
