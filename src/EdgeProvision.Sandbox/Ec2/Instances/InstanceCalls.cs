using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Addresses;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>The calls that make and list instances. Each runs with the store's gate held.</summary>
internal sealed class InstanceCalls(Ec2Store store, PrivateAddresses addresses, InstanceLifecycle lifecycle)
{
    private static readonly Pager Pages = new("InstanceId");
    private readonly RunOrderReader _reader = new(store, addresses);
    private readonly InstanceLaunch _launch = new(store, addresses, lifecycle);

    public IEnumerable<Ec2Action> Actions => [new("RunInstances", Run), new("DescribeInstances", Describe)];

    private IEnumerable<XElement?> Run(Ec2Call call)
    {
        // A request that is repeated is not looked into again: its key pair may be gone, and its address is in use, by itself.
        var zone = ZoneOf(call);
        if (call.Holdings.Launches.Find(call.Parameters, zone) is { } earlier)
        {
            call.Ready(isRepeated: true);
            return earlier.Instances.TrueForAll(instance => instance.State == InstanceState.Terminated)
                ? throw new Ec2RefusedException("IdempotentInstanceTerminated", "The client token is associated with a terminated instance. Use another one.")
                : Of(earlier, call);
        }

        var order = Spending(call, zone, () => _reader.Read(call));
        call.Ready();
        var made = Spending(call, zone, () => _launch.Launch(call, order));
        call.Holdings.Launches.Remember(call.Parameters, made, zone);
        return Of(made, call);
    }

    /// <summary>
    /// A refused order has spent its token. The service says so of orders for which it had no machine; of other refusals it does not say, and whoever counts on more than that
    /// is to fail here already.
    /// </summary>
    private static T Spending<T>(Ec2Call call, string zone, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Ec2RefusedException refusal) when (!call.Parameters.Flag("DryRun"))
        {
            call.Holdings.Launches.Remember(call.Parameters, refusal, zone);
            throw;
        }
    }

    /// <summary>The zone that a token counts in: the one that is named, by itself or by a subnet. Where none is, it counts in the whole region.</summary>
    private static string ZoneOf(Ec2Call call)
    {
        var parameters = call.Parameters;
        if (parameters.Group("Placement").Text("AvailabilityZone") is { } zone)
            return zone;
        var subnet = parameters.Text("SubnetId") ?? parameters.Items("NetworkInterface").FirstOrDefault()?.Text("SubnetId");
        return call.Holdings.Subnets.All.FirstOrDefault(known => known.Id == subnet)?.Zone.Name ?? "";
    }

    private static IEnumerable<XElement?> Describe(Ec2Call call)
    {
        var filter = InstanceFilters.Table.Read(call);
        var listed = call.Holdings.Instances.List(call, call.Parameters.Texts("InstanceId")).Where(instance => filter(instance));
        var (items, next) = Pages.Cut(call, listed, instance => instance.SortKey);
        return [Xml.Set("reservationSet", items.GroupBy(instance => instance.Reservation).Select(some => InstanceDocument.Of(some.Key, some, call.Holdings, call.Moment))), next];
    }

    private IEnumerable<XElement?> Of(Reservation reservation, Ec2Call call) => InstanceDocument.Of(reservation, reservation.Instances, call.Holdings, store.Now);
}
