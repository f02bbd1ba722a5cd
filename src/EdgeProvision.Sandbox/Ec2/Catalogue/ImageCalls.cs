using System.Text.RegularExpressions;
using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Catalogue;

/// <summary>The calls about machine images. Each runs with the store's gate held.</summary>
internal sealed partial class ImageCalls(Ec2Store store)
{
    private static readonly Pager Pages = new("ImageId", least: 1);
    private static readonly FilterTable<(ImageEntry Image, string Region)> Filters = new(new Dictionary<string, Func<(ImageEntry Image, string Region), DateTimeOffset, IEnumerable<string?>>>
    {
        ["image-id"] = (entry, _) => [entry.Image.IdIn(entry.Region)],
        ["name"] = (entry, _) => [entry.Image.Name],
        ["description"] = (entry, _) => [entry.Image.Description],
        ["architecture"] = (entry, _) => [entry.Image.Architecture],
        ["owner-id"] = (entry, _) => [entry.Image.OwnerId],
        ["owner-alias"] = (entry, _) => [entry.Image.OwnerAlias],
        ["state"] = (_, _) => ["available"],
        ["is-public"] = (_, _) => ["true"],
        ["image-type"] = (_, _) => ["machine"],
        ["root-device-type"] = (_, _) => ["ebs"],
        ["root-device-name"] = (entry, _) => [entry.Image.RootDevice],
        ["virtualization-type"] = (_, _) => ["hvm"],
        ["hypervisor"] = (_, _) => ["xen"],
        ["ena-support"] = (_, _) => ["true"],
        ["block-device-mapping.volume-type"] = (_, _) => ["gp3"],
    });

    public IEnumerable<Ec2Action> Actions => [new("DescribeImages", Describe)];

    /// <exception cref="Ec2RefusedException">The text is no id of an image.</exception>
    public static void CheckForm(string id)
    {
        if (!IdPattern().IsMatch(id))
            throw new Ec2RefusedException("InvalidAMIID.Malformed", $"Invalid id: \"{id}\" (expecting \"ami-...\")");
    }

    public static Ec2RefusedException NotFound(IReadOnlyList<string> ids) => new("InvalidAMIID.NotFound", $"The image id '[{string.Join(", ", ids)}]' does not exist");

    private IEnumerable<XElement?> Describe(Ec2Call call)
    {
        var parameters = call.Parameters;
        var (ids, owners, executors) = (parameters.Texts("ImageId"), parameters.Texts("Owner"), parameters.Texts("ExecutableBy"));
        var all = parameters.Flag("IncludeDeprecated");
        _ = parameters.Flag("IncludeDisabled");
        var filter = Filters.Read(call);
        foreach (var id in ids)
            CheckForm(id);
        var known = Ec2Catalogue.Images.Select(image => (Image: image, Region: call.Region.Name)).ToList();
        var unknown = ids.Where(id => !known.Exists(entry => entry.Image.IdIn(entry.Region) == id)).ToList();
        if (unknown.Count > 0)
            throw NotFound(unknown);
        var shown = known.Where(entry => (ids.Count == 0 || ids.Contains(entry.Image.IdIn(entry.Region)))
            && (owners.Count == 0 || owners.Contains(entry.Image.OwnerId) || (entry.Image.OwnerAlias is { } alias && owners.Contains(alias)))
            && (executors.Count == 0 || executors.Contains("all"))
            && (all || ids.Count > 0 || entry.Image.DeprecatedAt > store.Now)
            && filter(entry));
        var (items, next) = Pages.Cut(call, shown, entry => entry.Image.IdIn(entry.Region));
        return [Xml.Set("imagesSet", items.Select(entry => Of(entry.Image, entry.Region))), next];
    }

    private static IEnumerable<XElement?> Of(ImageEntry image, string region) =>
    [
        Xml.Value("imageId", image.IdIn(region)),
        Xml.Value("imageLocation", $"{image.OwnerAlias ?? image.OwnerId}/{image.Name}"),
        Xml.Value("imageState", "available"),
        Xml.Value("imageOwnerId", image.OwnerId),
        Xml.Value("creationDate", image.CreatedAt),
        Xml.Value("deprecationTime", image.DeprecatedAt),
        Xml.Value("isPublic", true),
        Xml.Value("architecture", image.Architecture),
        Xml.Value("imageType", "machine"),
        Xml.Value("imageOwnerAlias", image.OwnerAlias),
        Xml.Value("name", image.Name),
        Xml.Value("description", image.Description),
        Xml.Value("platformDetails", "Linux/UNIX"),
        Xml.Value("rootDeviceType", "ebs"),
        Xml.Value("rootDeviceName", image.RootDevice),
        Xml.Set("blockDeviceMapping",
        [
            new[]
            {
                Xml.Value("deviceName", image.RootDevice),
                Xml.Node("ebs", Xml.Value("volumeSize", image.RootGigabytes), Xml.Value("volumeType", "gp3"), Xml.Value("deleteOnTermination", true), Xml.Value("encrypted", false)),
            },
        ]),
        Xml.Value("virtualizationType", "hvm"),
        Xml.Value("hypervisor", "xen"),
        Xml.Value("enaSupport", true),
    ];

    [GeneratedRegex(@"^ami-(?:[0-9a-f]{8}|[0-9a-f]{17})\z")]
    private static partial Regex IdPattern();
}
