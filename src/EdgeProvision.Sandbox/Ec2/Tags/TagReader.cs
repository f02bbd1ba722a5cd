using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Tags;

/// <summary>Reads tags, and refuses those that the service would not take.</summary>
internal static class TagReader
{
    public const int MostTags = 50;
    private const int LongestKey = 128;
    private const int LongestValue = 256;

    /// <summary>The tags of <c>TagSpecification.N</c> for one of the kinds that the call makes.</summary>
    public static IReadOnlyDictionary<string, string> ReadSpecification(ParameterSet parameters, params ResourceKind[] kinds) => ReadSpecifications(parameters, [.. kinds.Select(kind => kind.TagType)])
        .GetValueOrDefault(kinds[0].TagType, new Dictionary<string, string>());

    /// <summary>The tags of <c>TagSpecification.N</c>, by resource type.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ReadSpecifications(ParameterSet parameters, IReadOnlyList<string> types)
    {
        var all = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var specification in parameters.Items("TagSpecification"))
        {
            var type = specification.Required("ResourceType");
            if (!types.Contains(type))
                throw new Ec2RefusedException("InvalidParameterValue", $"'{type}' is not a valid taggable resource type for this operation.");
            if (!all.TryAdd(type, Read(specification)))
                throw new Ec2RefusedException("InvalidParameterValue", $"Duplicate resource type '{type}' in tag specifications.");
        }

        return all;
    }

    /// <summary>The tags of <c>Tag.N</c>.</summary>
    public static IReadOnlyDictionary<string, string> Read(ParameterSet parameters)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in parameters.Items("Tag"))
        {
            var key = ReadKey(tag);
            var value = tag.Text("Value") ?? "";
            if (value.Length > LongestValue)
                throw new Ec2RefusedException("InvalidParameterValue", $"Tag value exceeds the maximum length of {LongestValue} characters");
            if (!tags.TryAdd(key, value))
                throw new Ec2RefusedException("InvalidParameterValue", $"Duplicate tag key '{key}' specified.");
        }

        return tags.Count <= MostTags ? tags : throw TooMany();
    }

    public static string ReadKey(ParameterSet tag)
    {
        var key = tag.Required("Key");
        if (key.Length > LongestKey)
            throw new Ec2RefusedException("InvalidParameterValue", $"Tag key exceeds the maximum length of {LongestKey} characters");
        if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            throw new Ec2RefusedException("InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use");
        return key;
    }

    public static Ec2RefusedException TooMany() => new("TagLimitExceeded", $"The maximum number of tags per resource is {MostTags}.");
}
