using System.Text.RegularExpressions;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>A publisher of images, known by its account's number.</summary>
/// <param name="Word">The word for it in descriptors: <c>ubuntu</c>.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Owner">The account that its images belong to.</param>
/// <param name="Pattern">What the service finds its images by, with <c>{version}</c> and <c>{cpu}</c>.</param>
/// <param name="Arm">Its word for arm64, where that is not it.</param>
/// <param name="Intel">Its word for x86_64, where that is not it.</param>
internal sealed record Distribution(string Word, string Name, string Owner, string Pattern, string Arm = "arm64", string Intel = "x86_64")
{
    public static IReadOnlyList<Distribution> All { get; } =
    [
        new("ubuntu", "Ubuntu", "099720109477", "ubuntu/images/hvm-ssd*/ubuntu-*-{version}-{cpu}-server-*", Intel: "amd64"),
        new("debian", "Debian", "136693071363", "debian-{version}-{cpu}-*", Intel: "amd64"),
        new("centos", "CentOS", "125523088429", "CentOS {version}* {cpu}", Arm: "aarch64"),
        new("almalinux", "AlmaLinux", "764336703387", "AlmaLinux OS {version}* {cpu}", Arm: "aarch64"),
        new("rocky", "Rocky Linux", "792107900819", "Rocky-{version}-EC2-Base-*{cpu}", Arm: "aarch64"),
    ];

    /// <summary>The word of the publisher that an image's name is one of, and the version in it; null for other names.</summary>
    public static (string Word, string Version)? SystemIn(string image) =>
        All.Select(d => (d.Word, Version: d.VersionIn(image))).Where(found => found.Version is not null).Select(found => ((string, string)?)(found.Word, found.Version!)).FirstOrDefault();

    /// <summary>What the names of its images look like for a version (a pattern, too: <c>*</c>) and a processor.</summary>
    public string NamesOf(string version, string architecture) => Pattern
        .Replace("{version}", version, StringComparison.Ordinal)
        .Replace("{cpu}", architecture switch { "arm64" => Arm, "x86_64" => Intel, _ => architecture }, StringComparison.Ordinal);

    /// <summary>The version in an image's name, as users write it: <c>22.04</c>, <c>9</c>; null when the name is of another form.</summary>
    public string? VersionIn(string image)
    {
        var form = Regex.Escape(Pattern.Replace('*', '\x01').Replace("{version}", "\x02", StringComparison.Ordinal).Replace("{cpu}", "\x03", StringComparison.Ordinal))
            .Replace("\x01", ".*?", StringComparison.Ordinal)
            .Replace("\x02", @"(?<version>\d+(?:\.\d+)?)", StringComparison.Ordinal)
            .Replace("\x03", ".+", StringComparison.Ordinal);
        var match = Regex.Match(image, $@"\A{form}\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        if (!match.Success)
            return null;
        var version = match.Groups["version"].Value;

        // Of all but Ubuntu the first number alone names what belongs together.
        return Word == "ubuntu" ? version : version.Split('.')[0];
    }
}
