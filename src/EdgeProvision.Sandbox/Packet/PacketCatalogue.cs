namespace EdgeProvision.Sandbox.Packet;

/// <summary>What is on offer: the part of the historic catalogue that descriptors and examples name.</summary>
internal static class PacketCatalogue
{
    public static IReadOnlyList<Metro> Metros { get; } =
    [
        new("am", "Amsterdam", "NL"), new("ny", "New York", "US"), new("sv", "Silicon Valley", "US"), new("ty", "Tokyo", "JP"),
        new("fr", "Frankfurt", "DE"), new("da", "Dallas", "US"), new("sg", "Singapore", "SG"), new("ld", "London", "GB"),
    ];

    public static IReadOnlyList<Facility> Facilities { get; } =
    [
        new("ams1", "Amsterdam, NL", "am"), new("am6", "Amsterdam 6, NL", "am"), new("ewr1", "Parsippany, NJ", "ny"),
        new("ny5", "New York 5, NY", "ny"), new("sjc1", "Sunnyvale, CA", "sv"), new("sv15", "Silicon Valley 15, CA", "sv"),
        new("nrt1", "Tokyo, JP", "ty"), new("fra2", "Frankfurt, DE", "fr"), new("dfw2", "Dallas, TX", "da"),
        new("sin3", "Singapore, SG", "sg"), new("lhr1", "London, GB", "ld"),
    ];

    public static IReadOnlyList<HardwarePlan> Plans { get; } =
    [
        new("baremetal_0", "t1.small.x86", 1, "Intel Atom C2550 @ 2.4Ghz", 4, 8, [new(1, "80GB", "SSD")], 0.07m),
        new("baremetal_1", "c1.small.x86", 1, "Intel Xeon E3-1240 v3", 4, 32, [new(2, "120GB", "SSD")], 0.40m),
        new("x1.small.x86", "", 1, "Intel Xeon E3-1578L v5", 4, 32, [new(1, "240GB", "SSD")], 0.40m) { SoldOutIn = ["lhr1"] },
        new("c2.medium.x86", "", 1, "AMD EPYC 7401P 24-Core Processor @ 2.0GHz", 24, 64, [new(2, "120GB", "SSD"), new(2, "480GB", "SSD")], 1.00m) { ScarceIn = ["sjc1"] },
        new("baremetal_2", "m1.xlarge.x86", 2, "Intel Xeon E5-2650 v4 @ 2.2GHz", 24, 256, [new(6, "480GB", "SSD")], 1.70m),
        new("m2.xlarge.x86", "", 2, "Intel Xeon Gold 5120 14-Core Processor @ 2.2GHz", 28, 384, [new(2, "120GB", "SSD"), new(1, "3.8TB", "NVME")], 2.00m)
        {
            SoldOutIn = ["nrt1", "sin3"], ScarceIn = ["ewr1"],
        },
        new("c3.small.x86", "", 1, "Intel Xeon E-2278G 8-Core Processor @ 3.4GHz", 8, 32, [new(2, "480GB", "SSD")], 0.50m),
        new("c3.medium.x86", "", 1, "AMD EPYC 7402P 24-Core Processor @ 2.8GHz", 24, 64, [new(2, "240GB", "SSD"), new(2, "480GB", "SSD")], 1.10m),
        new("m3.small.x86", "", 1, "Intel Xeon E-2378G 8-Core Processor @ 2.8GHz", 8, 64, [new(2, "480GB", "SSD")], 1.05m),
    ];

    public static IReadOnlyList<OperatingSystem> OperatingSystems { get; } =
    [
        new("centos_7", "CentOS 7", "centos", "7"), new("centos_8", "CentOS 8", "centos", "8"),
        new("rocky_8", "Rocky 8", "rocky", "8"), new("alma_8", "Alma 8", "alma", "8"), new("alma_9", "Alma 9", "alma", "9"),
        new("ubuntu_16_04", "Ubuntu 16.04 LTS", "ubuntu", "16.04"), new("ubuntu_18_04", "Ubuntu 18.04 LTS", "ubuntu", "18.04"),
        new("ubuntu_20_04", "Ubuntu 20.04 LTS", "ubuntu", "20.04"), new("ubuntu_22_04", "Ubuntu 22.04 LTS", "ubuntu", "22.04"),
        new("ubuntu_24_04", "Ubuntu 24.04 LTS", "ubuntu", "24.04"),
        new("debian_9", "Debian 9", "debian", "9"), new("debian_10", "Debian 10", "debian", "10"),
        new("debian_11", "Debian 11", "debian", "11"), new("debian_12", "Debian 12", "debian", "12"),
    ];
}
