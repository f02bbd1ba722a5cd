namespace EdgeProvision.Sandbox.Ec2.Catalogue;

/// <summary>What is on offer: a part of the real service's regions, zones and types that descriptors and examples name.</summary>
internal static class Ec2Catalogue
{
    public static IReadOnlyList<Region> Regions { get; } =
    [
        Region("us-east-1", "use1", ("bos-1", ZoneType.Local), ("nyc-1", ZoneType.Local), ("wl1-bos-wlz-1", ZoneType.Wavelength)),
        Region("us-west-2", "usw2", ("lax-1", ZoneType.Local), ("wl1-sea-wlz-1", ZoneType.Wavelength)),
        Region("eu-central-1", "euc1", ("ham-1", ZoneType.Local), ("wl1-ber-wlz-1", ZoneType.Wavelength)),
        Region("eu-west-1", "euw1"),
        Region("ap-northeast-1", "apne1", ("tpe-1", ZoneType.Local)),
    ];

    public static IReadOnlyList<InstanceType> Types { get; } =
    [
        new("t3.micro", 1, 2, 1024, 2.5m, 2, 2, "Up to 5 Gigabit") { IsInEveryZone = true },
        new("t3.medium", 1, 2, 4096, 3.1m, 3, 6, "Up to 5 Gigabit") { IsInEveryZone = true },
        new("m5.large", 1, 2, 8192, 3.1m, 3, 10, "Up to 10 Gigabit"),
        new("m5.xlarge", 2, 2, 16384, 3.1m, 4, 15, "Up to 10 Gigabit"),
        new("c5.2xlarge", 4, 2, 16384, 3.4m, 4, 15, "Up to 10 Gigabit") { IsInEveryZone = true },
        new("c6g.xlarge", 4, 1, 8192, 2.5m, 4, 15, "Up to 10 Gigabit") { Architecture = "arm64", Manufacturer = "AWS" },
        new("c8i.large", 1, 2, 4096, 3.9m, 3, 10, "Up to 12.5 Gigabit") { HasNestedVirtualization = true },
        new("c8i.xlarge", 2, 2, 8192, 3.9m, 4, 15, "Up to 12.5 Gigabit") { HasNestedVirtualization = true },
        new("m8i.large", 1, 2, 8192, 3.9m, 3, 10, "Up to 12.5 Gigabit") { HasNestedVirtualization = true },
        new("m8i-flex.xlarge", 2, 2, 16384, 3.9m, 4, 15, "Up to 12.5 Gigabit") { HasNestedVirtualization = true },
        new("r8i.2xlarge", 4, 2, 65536, 3.9m, 4, 15, "Up to 15 Gigabit") { HasNestedVirtualization = true },
        new("i3.metal", 36, 2, 524288, 2.3m, 15, 50, "25 Gigabit") { Disks = new(8, 1900) },
        new("m5.metal", 48, 2, 393216, 3.1m, 15, 50, "25 Gigabit"),
        new("c5.metal", 48, 2, 196608, 3.6m, 15, 50, "25 Gigabit"),
        new("m5d.metal", 48, 2, 393216, 3.1m, 15, 50, "25 Gigabit") { Disks = new(4, 900) },
        new("r5.metal", 48, 2, 786432, 3.1m, 15, 50, "25 Gigabit"),
        new("z1d.metal", 24, 2, 393216, 4.0m, 15, 50, "25 Gigabit") { Disks = new(2, 900) },
        new("c6g.metal", 64, 1, 131072, 2.5m, 15, 50, "25 Gigabit") { Architecture = "arm64", Manufacturer = "AWS" },
    ];

    public static IReadOnlyList<ImageEntry> Images { get; } =
    [
        Canonical("bionic-18.04", "amd64", 2023, 6, "18.04"), Canonical("focal-20.04", "amd64", 2025, 5, "20.04"),
        Canonical("jammy-22.04", "amd64", 2026, 3, "22.04"), Canonical("jammy-22.04", "amd64", 2026, 9, "22.04"), Canonical("jammy-22.04", "arm64", 2026, 9, "22.04"),
        Canonical("noble-24.04", "amd64", 2026, 4, "24.04"), Canonical("noble-24.04", "amd64", 2026, 10, "24.04"), Canonical("noble-24.04", "arm64", 2026, 10, "24.04"),
        Debian("11", "amd64", 2026, 2), Debian("12", "amd64", 2026, 5), Debian("12", "amd64", 2026, 10), Debian("12", "arm64", 2026, 10), Debian("13", "amd64", 2026, 10),
        new("CentOS 7.9.2009 x86_64", "125523088429", null, "x86_64", On(2020, 11), "/dev/sda1", 8, "CentOS 7.9.2009 x86_64"),
        new("AlmaLinux OS 8.10.20260915 x86_64", "764336703387", null, "x86_64", On(2026, 9), "/dev/sda1", 10, "AlmaLinux OS 8.10"),
        new("AlmaLinux OS 9.6.20260915 x86_64", "764336703387", null, "x86_64", On(2026, 9), "/dev/sda1", 10, "AlmaLinux OS 9.6"),
        new("Rocky-9-EC2-Base-9.6-20260901.0.x86_64", "792107900819", null, "x86_64", On(2026, 9), "/dev/sda1", 10, "Rocky Linux 9.6"),
        new("al2023-ami-2023.9.20261012.0-kernel-6.12-x86_64", "137112412989", "amazon", "x86_64", On(2026, 10), "/dev/xvda", 8, "Amazon Linux 2023"),
    ];

    private static Region Region(string name, string code, params (string Edge, string Type)[] edges)
    {
        var zones = new[] { 'a', 'b', 'c' }.Select((letter, index) => new Zone($"{name}{letter}", $"{code}-az{index + 1}", ZoneType.Ordinary, name, name)).ToList();
        foreach (var (edge, type) in edges)
        {
            // A local zone has a letter of its own, a wavelength zone is its group's only one.
            var zoneName = type == ZoneType.Local ? $"{name}-{edge}a" : $"{name}-{edge}";
            var id = type == ZoneType.Local ? $"{code}-{edge.Replace("-", "", StringComparison.Ordinal)}-az1" : $"{code}-{edge}1";
            var group = type == ZoneType.Local ? $"{name}-{edge}" : $"{name}-wl1";
            zones.Add(new Zone(zoneName, id, type, group, name, zones[0]));
        }

        return new Region(name, zones);
    }

    private static ImageEntry Canonical(string suite, string architecture, int year, int month, string release) => new(
        $"ubuntu/images/{(string.CompareOrdinal(release, "24") > 0 ? "hvm-ssd-gp3" : "hvm-ssd")}/ubuntu-{suite}-{architecture}-server-{year}{month:00}12",
        "099720109477", null, architecture == "amd64" ? "x86_64" : architecture, On(year, month), "/dev/sda1", 8, $"Canonical, Ubuntu, {release}, {architecture}");

    private static ImageEntry Debian(string release, string architecture, int year, int month) => new(
        $"debian-{release}-{architecture}-{year}{month:00}12-2261", "136693071363", null, architecture == "amd64" ? "x86_64" : architecture, On(year, month), "/dev/xvda", 8, $"Debian {release}");

    private static DateTimeOffset On(int year, int month) => new(year, month, 12, 6, 0, 0, TimeSpan.Zero);
}
