using System.Globalization;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>What lists of instances can be filtered by.</summary>
internal static class InstanceFilters
{
    public static FilterTable<Instance> Table { get; } = new(
        new Dictionary<string, Func<Instance, DateTimeOffset, IEnumerable<string?>>>
        {
            ["instance-id"] = (instance, _) => [instance.Id],
            ["instance-state-name"] = (instance, moment) => [instance.StateAt(moment)],
            ["instance-state-code"] = (instance, moment) => [InstanceState.CodeOf(instance.StateAt(moment)).ToString(CultureInfo.InvariantCulture)],
            ["instance-type"] = (instance, _) => [instance.Order.Type.Name],
            ["image-id"] = (instance, _) => [instance.Order.Image.IdIn(instance.Order.Subnet.Zone.Region)],
            ["client-token"] = (instance, _) => [instance.Order.ClientToken],
            ["reservation-id"] = (instance, _) => [instance.Reservation.Id],
            ["key-name"] = (instance, _) => [instance.Order.KeyPair?.Name],
            ["architecture"] = (instance, _) => [instance.Order.Type.Architecture],
            ["tenancy"] = (instance, _) => [instance.Order.Place.Tenancy],
            ["availability-zone"] = (instance, _) => [instance.Order.Subnet.Zone.Name],
            ["vpc-id"] = (instance, moment) => [IsPlaced(instance, moment) ? instance.Order.Subnet.Vpc.Id : null],
            ["subnet-id"] = (instance, moment) => [IsPlaced(instance, moment) ? instance.Order.Subnet.Id : null],
            ["private-ip-address"] = (instance, moment) => [IsPlaced(instance, moment) ? instance.Interface.Primary : null],
            ["ip-address"] = (instance, moment) => [IsPlaced(instance, moment) ? instance.Interface.PublicOf(instance.Interface.Primary) : null],
            ["instance.group-id"] = (instance, _) => instance.Interface.Groups.Select(group => group.Id),
            ["instance.group-name"] = (instance, _) => instance.Interface.Groups.Select(group => group.Name),
            ["network-interface.network-interface-id"] = (instance, _) => [instance.Interface.Id],
        },
        (instance, moment) => instance.Tags.At(moment));

    // A terminated instance is in no network any more.
    private static bool IsPlaced(Instance instance, DateTimeOffset moment) => instance.StateAt(moment) != InstanceState.Terminated;
}
