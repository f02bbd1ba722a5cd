using System.Net;
using System.Net.Sockets;
using Amazon.EC2.Model;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>Reads the SDK's objects. Lists that the answer leaves out are null there.</summary>
internal static class Ec2Reading
{
    /// <summary>The device, or null when id, state or time are missing.</summary>
    public static Device? Device(Instance instance)
    {
        if (instance is not { InstanceId.Length: > 0, State.Name.Value.Length: > 0 } || CreatedAt(instance) is not { } created)
            return null;
        var key = Ec2Tags.Find(instance.Tags, Ec2Tags.Key);
        var isCopy = key is not null && IsCopy(instance, key);
        return new Device(
            instance.InstanceId, Ec2States.Parse(instance), Ec2States.Describe(instance), isCopy ? null : key, Ec2Tags.Find(instance.Tags, Ec2Tags.Name) ?? "",
            created, Address(instance.PublicIpAddress) ?? Carrier(instance), Address(instance.PrivateIpAddress), instance.Placement?.AvailabilityZone, null)
        {
            Hardware = instance.InstanceType?.Value,
            PrivateNetwork = instance.VpcId is { Length: > 0 } vpc ? vpc : null,
            CopyOf = isCopy ? key : null,
        };
    }

    // An instance of Amazon's has a token, if an empty one. A service that tells none tells nothing by it.
    private static bool IsCopy(Instance instance, string key) =>
        instance.ClientToken is { } token && !ClientTokens.IsFor(token, key) && Ec2Tags.Find(instance.Tags, Ec2Tags.Adopted) != instance.InstanceId;

    // In a Wavelength Zone the address is the carrier's, and stands at the card only.
    private static string? Carrier(Instance instance) => Address(
        instance.NetworkInterfaces?.Find(n => n.Attachment?.DeviceIndex == 0)?.PrivateIpAddresses?.Find(a => a.Primary == true)?.Association?.CarrierIp);

    // The launch time is the last start's; the first card is attached once, when the instance is made.
    private static DateTimeOffset? CreatedAt(Instance instance)
    {
        var card = instance.NetworkInterfaces?.FirstOrDefault(n => n.Attachment?.DeviceIndex == 0)?.Attachment?.AttachTime;
        var moment = card is { } attached && (instance.LaunchTime is not { } launched || attached < launched) ? attached : instance.LaunchTime;
        return moment is { } time ? new DateTimeOffset(time.ToUniversalTime()) : null;
    }

    private static string? Address(string? text) =>
        IPAddress.TryParse(text, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetwork && !parsed.Equals(IPAddress.Any) ? text : null;
}
