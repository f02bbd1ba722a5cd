using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>
/// Turns the descriptor's word for an image into an id: an id as it is, a distribution (<c>ubuntu_22_04</c>) or an image's name into the newest of them. Only
/// publishers that are known by their account numbers count, and the account itself: anybody can give an image any name.
/// </summary>
internal sealed partial class Ec2Images(Ec2Service service)
{
    private static readonly Distribution[] Known =
    [
        new("ubuntu", "099720109477", (version, cpu) => $"ubuntu/images/hvm-ssd*/ubuntu-*-{version}-{(cpu == "x86_64" ? "amd64" : cpu)}-server-*"),
        new("debian", "136693071363", (version, cpu) => $"debian-{version}-{(cpu == "x86_64" ? "amd64" : cpu)}-*"),
        new("centos", "125523088429", (version, cpu) => $"CentOS {version}* {(cpu == "arm64" ? "aarch64" : cpu)}"),
        new("almalinux", "764336703387", (version, cpu) => $"AlmaLinux OS {version}* {(cpu == "arm64" ? "aarch64" : cpu)}"),
        new("rocky", "792107900819", (version, cpu) => $"Rocky-{version}-EC2-Base-*{(cpu == "arm64" ? "aarch64" : cpu)}"),
    ];

    private readonly ConcurrentDictionary<(string Word, string Architecture), Image> found = new();

    /// <summary>The image.</summary>
    /// <exception cref="EdgeException">There is none, or the service does not tell.</exception>
    public async Task<Image> FindAsync(string word, string architecture, CancellationToken cancellationToken)
    {
        if (found.TryGetValue((word, architecture), out var known))
            return known;
        var request = Request(word, architecture);
        var call = Ec2Call.Read("DescribeImages", $"look for the image '{word}'", word);
        var images = new List<Image>();
        do
        {
            var answer = await service.SendAsync(call, (client, token) => client.DescribeImagesAsync(request, token), cancellationToken).ConfigureAwait(false);
            images.AddRange(answer.Images ?? []);
            request.NextToken = answer.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));

        // Their dates are ISO 8601, so that they sort as text.
        var newest = images.Where(i => i.ImageId is { Length: > 0 }).MaxBy(i => i.CreationDate, StringComparer.Ordinal) ?? throw Unknown(word, architecture);
        return found.GetOrAdd((word, architecture), newest);
    }

    private static DescribeImagesRequest Request(string word, string architecture)
    {
        if (word.StartsWith("ami-", StringComparison.Ordinal))
            return new DescribeImagesRequest { ImageIds = [word] };
        var distribution = Word().Match(word.ToLowerInvariant()) is { Success: true } match ? Known.FirstOrDefault(d => d.Name == match.Groups[1].Value) : null;
        var version = Word().Match(word.ToLowerInvariant()).Groups[2].Value.Replace('_', '.');
        return new DescribeImagesRequest
        {
            Owners = distribution is not null ? [distribution.Owner] : ["self", "amazon", .. Known.Select(d => d.Owner)],

            // What a descriptor has named for years is meant, too.
            IncludeDeprecated = true,
            Filters =
            [
                new Filter("name", [distribution is not null ? distribution.Pattern(version, architecture) : word]),
                new Filter("architecture", [architecture]),
                new Filter("state", ["available"]),
            ],
        };
    }

    private static EdgeException Unknown(string word, string architecture) => new(
        "ProviderRefused", ErrorKind.NotFound, $"There is no image '{Http.ErrorText.Clean(word)}' for {architecture} in this region, neither of this account nor of a publisher that is known.")
    {
        Target = word,
        RecommendedAction = $"Write the image's id (ami-…), its name, or a distribution such as ubuntu_22_04 ({string.Join(", ", Known.Select(d => d.Name))}).",
    };

    [GeneratedRegex(@"\A([a-z]+)[_-]?(\d+(?:[_.]\d+)*)\z")]
    private static partial Regex Word();

    private sealed record Distribution(string Name, string Owner, Func<string, string, string> Pattern);
}
