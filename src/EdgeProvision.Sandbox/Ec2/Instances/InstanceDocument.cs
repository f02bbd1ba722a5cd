using System.Globalization;
using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Network;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Tags;
using EdgeProvision.Sandbox.Ec2.Volumes;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>Instances as the API shows them. One that is terminated has lost its addresses and disks.</summary>
internal static class InstanceDocument
{
    public static IEnumerable<XElement?> Of(Reservation reservation, IEnumerable<Instance> instances, Holdings holdings, DateTimeOffset moment) =>
    [
        Xml.Value("reservationId", reservation.Id),
        Xml.Value("ownerId", holdings.AccountId),
        Xml.Set("groupSet", []),
        Xml.Set("instancesSet", instances.Select(instance => Of(instance, holdings, moment))),
    ];

    public static XElement State(string name, string state) => Xml.Node(name, Xml.Value("code", InstanceState.CodeOf(state)), Xml.Value("name", state));

    private static IEnumerable<XElement?> Of(Instance instance, Holdings holdings, DateTimeOffset moment)
    {
        var (order, state) = (instance.Order, instance.StateAt(moment));
        return
        [
            Xml.Value("instanceId", instance.Id),
            Xml.Value("imageId", order.Image.IdIn(holdings.Region.Name)),
            State("instanceState", state),
            .. state == InstanceState.Terminated ? [Xml.Value("privateDnsName", ""), Xml.Value("dnsName", "")] : Place(instance, holdings),
            Xml.Value("reason", ReasonText(instance)),
            Xml.Value("keyName", order.KeyPair?.Name),
            Xml.Value("amiLaunchIndex", instance.Index),
            Xml.Set("productCodes", []),
            Xml.Value("instanceType", order.Type.Name),
            Xml.Value("launchTime", instance.LaunchedAt),
            Xml.Node("placement", Xml.Value("availabilityZone", order.Subnet.Zone.Name), Xml.Value("groupName", ""), Xml.Value("tenancy", order.Place.Tenancy)),
            Xml.Node("monitoring", Xml.Value("state", order.IsMonitored ? "enabled" : "disabled")),
            instance.Reason is { } reason ? Xml.Node("stateReason", Xml.Value("code", reason.Code), Xml.Value("message", reason.Message)) : null,
            Xml.Value("architecture", order.Type.Architecture),
            Xml.Value("rootDeviceType", "ebs"),
            Xml.Value("rootDeviceName", order.Image.RootDevice),
            Xml.Value("virtualizationType", "hvm"),
            Xml.Value("hypervisor", order.Type.IsBareMetal ? null : "xen"),
            Xml.Value("clientToken", order.ClientToken ?? ""),
            Xml.Value("ebsOptimized", order.IsEbsOptimized),
            Xml.Value("enaSupport", true),
            Xml.Node("cpuOptions", Xml.Value("coreCount", order.Type.Cores), Xml.Value("threadsPerCore", order.Type.ThreadsPerCore),
                Xml.Value("nestedVirtualization", order.HasNestedVirtualization ? "enabled" : null)),
            Xml.Node("metadataOptions", Xml.Value("state", "applied"), Xml.Value("httpTokens", order.HttpTokens), Xml.Value("httpEndpoint", "enabled")),
            Xml.Set("blockDeviceMapping", state == InstanceState.Terminated ? [] : instance.Volumes.Select(Of)),
            TagDocument.Of(instance, moment),
        ];
    }

    private static IEnumerable<XElement?> Place(Instance instance, Holdings holdings)
    {
        var card = instance.Interface;
        var publicAddress = card.PublicOf(card.Primary);
        return
        [
            Xml.Value("privateDnsName", $"ip-{Dashes(card.Primary)}.{holdings.Region.PrivateDomain}"),
            Xml.Value("dnsName", publicAddress is not null && !card.IsInWavelengthZone && card.Subnet.Vpc.HasDnsHostnames ? $"ec2-{Dashes(publicAddress)}.{holdings.Region.PublicDomain}" : ""),
            Xml.Value("subnetId", card.Subnet.Id),
            Xml.Value("vpcId", card.Subnet.Vpc.Id),
            Xml.Value("privateIpAddress", card.Primary),
            Xml.Value("ipAddress", card.IsInWavelengthZone ? null : publicAddress),
            Xml.Value("sourceDestCheck", card.ChecksSource),
            InterfaceDocument.Groups(card.Groups),
            Xml.Set("networkInterfaceSet", [InterfaceDocument.InInstance(card, holdings)]),
        ];
    }

    private static string ReasonText(Instance instance) => instance.Reason switch
    {
        null => "",
        { } reason when reason == StateReason.User => string.Create(CultureInfo.InvariantCulture, $"User initiated ({instance.ChangedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} GMT)"),
        { } reason => reason.Code == StateReason.Pending.Code ? "" : reason.Code,
    };

    private static XElement?[] Of(Volume volume) =>
    [
        Xml.Value("deviceName", volume.Device.DeviceName),
        Xml.Node("ebs", Xml.Value("volumeId", volume.Id), Xml.Value("status", "attached"), Xml.Value("attachTime", volume.CreatedAt), Xml.Value("deleteOnTermination", volume.Device.DeletesOnTermination)),
    ];

    private static string Dashes(string address) => address.Replace('.', '-');
}
