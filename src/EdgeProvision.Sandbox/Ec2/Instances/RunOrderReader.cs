using System.Text;
using EdgeProvision.Sandbox.Ec2.Addresses;
using EdgeProvision.Sandbox.Ec2.Catalogue;
using EdgeProvision.Sandbox.Ec2.Keys;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Tags;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>Turns the parameters of RunInstances into a <see cref="RunOrder"/>, or into the reason why not.</summary>
internal sealed class RunOrderReader(Ec2Store store, PrivateAddresses addresses)
{
    private const int LongestUserData = 16384;
    private static readonly string[] TaggedTypes = ["instance", "volume", "network-interface", "spot-instances-request"];

    public RunOrder Read(Ec2Call call)
    {
        var parameters = call.Parameters;
        var (least, most) = Counts(parameters);
        var image = Image(call);
        var type = Type(parameters, image);
        var tags = TagReader.ReadSpecifications(parameters, TaggedTypes);
        var place = new PlacementReader(store, addresses).Read(call, type, most);
        IgnoreWhatIsAccepted(parameters);
        return new RunOrder(image, type, place, least, most)
        {
            KeyPair = parameters.Text("KeyName") is { } name ? KeyPairCalls.Find(call, name) : null,
            UserData = UserData(parameters),
            ClientToken = TokenMemory<Reservation>.Token(parameters),
            HasNestedVirtualization = HasNestedVirtualization(parameters, type),
            IsEbsOptimized = parameters.Flag("EbsOptimized"),
            IsProtected = parameters.Flag("DisableApiTermination"),
            ShutdownBehavior = parameters.Word("InstanceInitiatedShutdownBehavior", "stop", "terminate") ?? "stop",
            IsMonitored = parameters.Group("Monitoring").Flag("Enabled"),
            HttpTokens = MetadataTokens(parameters.Group("MetadataOptions")),
            Devices = BlockDeviceReader.Read(parameters, image),
            InstanceTags = tags.GetValueOrDefault("instance", new Dictionary<string, string>()),
            VolumeTags = tags.GetValueOrDefault("volume", new Dictionary<string, string>()),
            InterfaceTags = tags.GetValueOrDefault("network-interface", new Dictionary<string, string>()),
        };
    }

    private static (int Least, int Most) Counts(ParameterSet parameters)
    {
        _ = parameters.Required("MinCount");
        _ = parameters.Required("MaxCount");
        var (least, most) = (parameters.Number("MinCount")!.Value, parameters.Number("MaxCount")!.Value);
        if (least < 1)
            throw new Ec2RefusedException("InvalidParameterValue", $"Invalid value '{least}' for minCount: must be at least 1");
        if (most < least)
            throw new Ec2RefusedException("InvalidParameterValue", $"Invalid value '{most}' for maxCount: must not be less than minCount");
        return (least, most);
    }

    private static ImageEntry Image(Ec2Call call)
    {
        var id = call.Parameters.Required("ImageId");
        ImageCalls.CheckForm(id);
        return Ec2Catalogue.Images.FirstOrDefault(image => image.IdIn(call.Region.Name) == id) ?? throw ImageCalls.NotFound([id]);
    }

    private static InstanceType Type(ParameterSet parameters, ImageEntry image)
    {
        // The type that the API falls back to is no longer sold to anybody.
        var name = parameters.Text("InstanceType") ?? "m1.small";
        var type = Ec2Catalogue.Types.FirstOrDefault(known => known.Name == name)
            ?? throw new Ec2RefusedException("InvalidParameterValue", $"Invalid value '{name}' for InstanceType.");
        return type.Architecture == image.Architecture
            ? type
            : throw new Ec2RefusedException("InvalidParameterValue", $"The architecture '{type.Architecture}' of the specified instance type does not match the architecture '{image.Architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again.");
    }

    private static string? UserData(ParameterSet parameters)
    {
        if (parameters.Text("UserData") is not { } text)
            return null;
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
            throw new Ec2RefusedException("InvalidParameterValue", "Invalid BASE64 encoding of user data.");
        return length <= LongestUserData
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw new Ec2RefusedException("InvalidParameterValue", $"User data is limited to {LongestUserData} bytes");
    }

    private static bool HasNestedVirtualization(ParameterSet parameters, InstanceType type)
    {
        var options = parameters.Group("CpuOptions");
        _ = options.Number("CoreCount");
        _ = options.Number("ThreadsPerCore");
        var wants = options.Word("NestedVirtualization", "enabled", "disabled") == "enabled";
        return !wants || type.HasNestedVirtualization
            ? wants
            : throw new Ec2RefusedException("InvalidParameterCombination", $"The instance type '{type.Name}' does not support nested virtualization.");
    }

    private static string MetadataTokens(ParameterSet options)
    {
        _ = options.Word("HttpEndpoint", "enabled", "disabled");
        _ = options.Word("InstanceMetadataTags", "enabled", "disabled");
        _ = options.Word("HttpProtocolIpv6", "enabled", "disabled");
        if (options.Number("HttpPutResponseHopLimit") is < 1 or > 64)
            throw new Ec2RefusedException("InvalidParameterValue", "HttpPutResponseHopLimit must be between 1 and 64.");
        return options.Word("HttpTokens", "optional", "required") ?? "optional";
    }

    // What the real service would look into and the sandbox has no use for: it must be well said, and changes nothing; what it cannot play is refused.
    private static void IgnoreWhatIsAccepted(ParameterSet parameters)
    {
        _ = parameters.Text("KernelId");
        _ = parameters.Text("RamdiskId");
        _ = parameters.Text("AdditionalInfo");
        _ = parameters.Group("CapacityReservationSpecification").Word("CapacityReservationPreference", "open", "none");
        _ = parameters.Group("HibernationOptions").Flag("Configured");
        _ = parameters.Group("EnclaveOptions").Flag("Enabled");
        _ = parameters.Group("MaintenanceOptions").Word("AutoRecovery", "default", "disabled");
        foreach (var name in new[] { "InstanceMarketOptions", "IamInstanceProfile", "LaunchTemplate", "LicenseSpecification", "Ipv6AddressCount", "Ipv6Address" })
        {
            if (parameters.Has(name))
                throw new Ec2RefusedException("UnsupportedOperation", $"The sandbox does not play {name}.");
        }
    }
}
