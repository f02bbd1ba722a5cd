using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>
/// Turns the descriptor's word for an image into an id: an id as it is, a distribution (<c>ubuntu_22_04</c>) or an image's name into the newest of them. Only
/// publishers that are known by their account numbers count, and the account itself: anybody can give an image any name.
/// </summary>
internal sealed partial class Ec2Images(Ec2Service service)
{
    private const int PageSize = 1000;

    private readonly ConcurrentDictionary<(string Word, string Architecture), Image> found = new();

    /// <summary>The image.</summary>
    /// <exception cref="EdgeException">There is none, or the service does not tell.</exception>
    public async Task<Image> FindAsync(string word, string architecture, CancellationToken cancellationToken)
    {
        if (found.TryGetValue((word, architecture), out var known))
            return known;
        var images = await ReadAsync(Request(word, architecture), $"look for the image '{word}'", word, cancellationToken).ConfigureAwait(false);
        return found.GetOrAdd((word, architecture), Newest(images) ?? throw Unknown(word, architecture));
    }

    /// <summary>The distributions that are to be had, for the usual processors, by the words that stand for their newest images.</summary>
    public async Task<IReadOnlyList<CatalogEntry>> DistributionsAsync(CancellationToken cancellationToken)
    {
        var lists = await Task.WhenAll(Distribution.All.Select(async distribution =>
        {
            var request = Named([distribution.Owner], distribution.NamesOf("*", "x86_64"), "x86_64");
            var images = await ReadAsync(request, $"read which images of {distribution.Name} there are", distribution.Word, cancellationToken).ConfigureAwait(false);
            return images.Select(image => (Image: image, Version: distribution.VersionIn(image.Name ?? ""))).Where(i => i.Version is not null).GroupBy(i => i.Version!, StringComparer.Ordinal)
                .Select(group => (distribution, Version: group.Key, Newest: Newest(group.Select(i => i.Image))));
        })).ConfigureAwait(false);
        return [.. lists.SelectMany(l => l).Where(e => e.Newest is not null).Select(CatalogEntry (e) => new ImageEntry(
            e.Newest!.ImageId, $"{e.distribution.Word}_{e.Version.Replace('.', '_')}", $"{e.distribution.Name} {e.Version}")
        {
            Distribution = e.distribution.Word,
            Version = e.Version,
        }).OrderBy(e => e.Slug, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<Image>> ReadAsync(DescribeImagesRequest request, string attempted, string target, CancellationToken cancellationToken)
    {
        var call = Ec2Call.Read("DescribeImages", attempted, target);
        var images = await service.ReadAllAsync(
            call,
            (client, page, token) =>
            {
                request.NextToken = page;
                return client.DescribeImagesAsync(request, token);
            },
            answer => (answer.Images, answer.NextToken), cancellationToken).ConfigureAwait(false);
        return [.. images.Where(i => i.ImageId is { Length: > 0 })];
    }

    // Their dates are ISO 8601, so that they sort as text.
    private static Image? Newest(IEnumerable<Image> images) => images.MaxBy(i => i.CreationDate, StringComparer.Ordinal);

    private static DescribeImagesRequest Request(string word, string architecture)
    {
        if (word.StartsWith("ami-", StringComparison.Ordinal))
            return new DescribeImagesRequest { ImageIds = [word] };
        var match = Word().Match(word.ToLowerInvariant());
        return match.Success && Distribution.All.FirstOrDefault(d => d.Word == match.Groups[1].Value) is { } distribution
            ? Named([distribution.Owner], distribution.NamesOf(match.Groups[2].Value.Replace('_', '.'), architecture), architecture)
            : Named(["self", "amazon", .. Distribution.All.Select(d => d.Owner)], word, architecture);
    }

    private static DescribeImagesRequest Named(List<string> owners, string name, string architecture) => new()
    {
        Owners = owners,

        // What a descriptor has named for years is meant, too.
        IncludeDeprecated = true,
        MaxResults = PageSize,
        Filters = [new Filter("name", [name]), new Filter("architecture", [architecture]), new Filter("state", ["available"])],
    };

    private static EdgeException Unknown(string word, string architecture) => new(
        "ProviderRefused", ErrorKind.NotFound, $"There is no image '{Http.ErrorText.Clean(word)}' for {architecture} in this region, neither of this account nor of a publisher that is known.")
    {
        Target = word,
        RecommendedAction = $"Write the image's id (ami-…), its name, or a distribution such as ubuntu_22_04 ({string.Join(", ", Distribution.All.Select(d => d.Word))}).",
    };

    [GeneratedRegex(@"\A([a-z]+)[_-]?(\d+(?:[_.]\d+)*)\z")]
    private static partial Regex Word();
}
