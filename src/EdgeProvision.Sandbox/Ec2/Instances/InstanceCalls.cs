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
        if (call.Holdings.Launches.Find(call.Parameters) is { } earlier)
        {
            call.Ready(isRepeated: true);
            return Of(earlier, call);
        }

        var order = _reader.Read(call);
        call.Ready();
        var made = _launch.Launch(call, order);
        call.Holdings.Launches.Remember(call.Parameters, made);
        return Of(made, call);
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
