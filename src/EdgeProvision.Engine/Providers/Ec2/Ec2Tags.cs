using System.Globalization;
using Amazon.EC2;
using Amazon.EC2.Model;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>The tags that tie what is at the service to a provision.</summary>
internal static class Ec2Tags
{
    public const string Provision = "edge-provision";
    public const string Key = "edge-key";
    public const string Name = "Name";

    /// <summary>On an instance that was not ordered under its key and is adopted: its own id, since a copy of it has another.</summary>
    public const string Adopted = "edge-adopted";

    /// <summary>On a security group that lets in whoever runs a command, since the descriptor does not say who may.</summary>
    public const string SshFrom = "edge-ssh-from";
    private const string Host = "ONE_HOST_ID";
    private const string Created = "edge-created";

    private static readonly string[] Reserved = [Provision, Key, Host, Adopted];

    /// <summary>The tags of a new instance and its disks: the user's, the original's, ours.</summary>
    public static List<TagSpecification> For(DeviceRequest request)
    {
        // As with the original, the host's name stands before a Name of the user's.
        var tags = UserTags(request).Where(t => t.Key != Name).DistinctBy(t => t.Key)
            .Append(new Tag(Name, request.Hostname))
            .Append(new Tag(Host, FormattableString.Invariant($"{request.HostId}")))
            .Append(new Tag(Provision, request.ProvisionId))
            .Append(new Tag(Key, request.EdgeKey))
            .ToList();
        return [new() { ResourceType = ResourceType.Instance, Tags = tags }, new() { ResourceType = ResourceType.Volume, Tags = tags }];
    }

    /// <summary>A tag of the user's that would pass for one of ours, or null. It could make an instance look like another host's.</summary>
    public static string? FindReserved(DeviceRequest request) =>
        UserTags(request).Select(t => t.Key).FirstOrDefault(k => Reserved.Contains(k, StringComparer.OrdinalIgnoreCase));

    public static string? Find(IEnumerable<Tag>? tags, string key) => tags?.FirstOrDefault(t => t.Key == key)?.Value;

    /// <summary>The moment of an order, for what the service keeps no time of. No tag before the service has told its time.</summary>
    public static IEnumerable<Tag> CreatedAt(DateTimeOffset? serviceTime) =>
        serviceTime is { } now ? [new Tag(Created, now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))] : [];

    public static DateTimeOffset? FindCreatedAt(IEnumerable<Tag>? tags) =>
        DateTimeOffset.TryParse(Find(tags, Created), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    public static Filter ProvisionFilter(string provisionId) => new($"tag:{Provision}", [provisionId]);

    /// <summary>Everything that carries the tag, whichever provision it names.</summary>
    public static Filter AnyProvisionFilter() => new("tag-key", [Provision]);

    private static IEnumerable<Tag> UserTags(DeviceRequest request) =>
        (request.Keys.GetValueOrDefault("tags") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(t => t.Split('=', 2, StringSplitOptions.TrimEntries))
            .Select(parts => new Tag(parts[0], parts.Length > 1 ? parts[1] : ""));
}
