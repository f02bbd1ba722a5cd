using System.Collections.Immutable;
using System.Xml.Linq;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Boards;
using EdgeProvision.Engine.Execution.Checks;
using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Tests.Descriptors;
using EdgeProvision.Engine.Tests.Planning;
using EdgeProvision.Model;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Engine.Tests.Execution.Checks;

/// <summary>What this front-end and this provider do not have is told before anything is made, at its place.</summary>
public sealed class BeforeCreateTests
{
    private const string Drivers = """
        <TEMPLATE>
          <IPAM_MAD><ARGUMENTS>-t 1 -i dummy,aws</ARGUMENTS></IPAM_MAD><IM_MAD><NAME>kvm</NAME></IM_MAD><VM_MAD><NAME>kvm</NAME></VM_MAD>
          <TM_MAD_CONF><NAME>ssh</NAME></TM_MAD_CONF><TM_MAD_CONF><NAME>shared</NAME></TM_MAD_CONF><DS_MAD_CONF><NAME>fs</NAME></DS_MAD_CONF>
          <VN_MAD_CONF><NAME>dummy</NAME></VN_MAD_CONF><VN_MAD_CONF><NAME>vxlan</NAME></VN_MAD_CONF>
        </TEMPLATE>
        """;

    private readonly ScriptedPlaybooks _playbooks = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly ScriptedDriver _provider = new(new FakeTimeProvider());

    private static string Text(string hostKeys = "", string more = "") => $$$"""
        name: edge
        defaults:
          provision: {driver: packet, packet_token: T, packet_project: p, facility: ams1, plan: baremetal_0, os: centos_7}
        hosts:
          - {im_mad: kvm, vm_mad: kvm, provision: {hostname: a{{{hostKeys}}}}}
          - {im_mad: kvm, vm_mad: kvm, provision: {hostname: b}}
        {{{more}}}
        """;

    public BeforeCreateTests()
    {
        _provider.Catalogs["plan"] = new Catalog("plan", [new HardwareEntry("p0", "baremetal_0", "t1.small.x86"), new HardwareEntry("p1", "baremetal_1", "c1.small.x86"), new HardwareEntry("p2", "c3.small.x86", "")]) { TakesNames = true };
        _provider.Catalogs["os"] = new Catalog("operating system", [new ImageEntry("o1", "centos_7", "CentOS 7"), new ImageEntry("o2", "ubuntu_18_04", "Ubuntu 18.04 LTS")]) { TakesNames = true };
        _provider.Catalogs["facility"] = new Catalog("facility", [new PlaceEntry("f1", "ams1", "Amsterdam, NL"), new PlaceEntry("f2", "ewr1", "Parsippany, NJ")]) { Wildcard = "any" };
        _provider.Catalogs["metro"] = new Catalog("metro", [new PlaceEntry("m1", "am", "Amsterdam")]);
    }

    private async Task<IReadOnlyList<Diagnostic>> CheckAsync(string text, string drivers = Drivers, ObservedProvision? observed = null, bool isSandbox = false)
    {
        observed ??= Inputs.Nothing;
        var settings = new ProviderSettings("packet", new Uri("https://provider.example/"), new Dictionary<string, string>(), "p", null, null);
        var access = new ProviderAccess(settings, _provider, new DeviceBoard(_provider, World.ProvisionId));
        var loaded = Loading.Load(text);
        var prepared = new PreparedOperation(
            Inputs.Plan(text, observed), observed, World.ProvisionId, loaded, loaded.Text, new Dictionary<string, ProviderAccess> { ["packet"] = access },
            new Dictionary<string, string>(), []);
        var configuration = new FrontEndConfiguration(
            new FrontEndRelease(5, 10, 5), true, ImmutableDictionary<FrontEndObjectKind, ImmutableArray<string>>.Empty, FrontEndDrivers.Read(XElement.Parse(drivers)), isSandbox ? AttributeTree.Empty : null);
        return await BeforeCreate.CheckAsync(prepared, configuration, _playbooks, _time, TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyList<Diagnostic>> ErrorsAsync(string text) =>
        (await Assert.ThrowsAsync<DescriptorException>(() => CheckAsync(text))).Diagnostics;

    public static TheoryData<string, string, int, int, string, string> Unknown => new()
    {
        { "", "networks: [{name: n, vn_mad: dumy, bridge: b}]", 7, 30, "vn_mad is 'dumy'", "Did you mean dummy? Else add dumy to oned.conf as VN_MAD_CONF" },
        { "", "networks: [{name: n, vn_mad: alias_sdnat}]", 7, 30, "it has: dummy, vxlan.", "Add it to oned.conf as VN_MAD_CONF" },
        { "", "networks: [{name: n, vn_mad: dummy, bridge: b, ar: [{ipam_mad: packet, size: 2}]}]", 7, 64, "no IPAM driver of that name; it has: dummy, aws.", "Add it to IPAM_MAD in oned.conf (ARGUMENTS, after -i) and restart oned" },
        { "", "datastores: [{name: d, tm_mad: ceph, ds_mad: fs}]", 7, 32, "tm_mad is 'ceph'", "TM_MAD" },
        { "", "datastores: [{name: d, tm_mad: ssh, ds_mad: ceph}]", 7, 45, "ds_mad is 'ceph'", "DATASTORE_MAD" },
        { ", plan: baremetal_9", "", 5, 63, "packet at https://provider.example/ offers no plan of that name", "Did you mean baremetal_0 (t1.small.x86) or baremetal_1 (c1.small.x86)?" },
        { ", plan: no_such_thing", "", 5, 63, "It has: baremetal_0 (t1.small.x86), baremetal_1 (c1.small.x86), c3.small.x86.", "" },
        { ", os: centos7", "", 5, 61, "os is 'centos7'", "Did you mean centos_7 (CentOS 7)?" },
        { ", facility: ams2", "", 5, 67, "facility is 'ams2'", "Did you mean ams1 (Amsterdam, NL)?" },
        { ", facility: AMS1", "", 5, 67, "facility is 'AMS1'", "Did you mean ams1 (Amsterdam, NL)?" },
        { ", metro: xx", "", 5, 64, "metro is 'xx'", "" },
    };

    [Theory]
    [MemberData(nameof(Unknown))]
    public async Task Check_OfAWordThatNobodyHas_TellsPlaceValueAndWhatThereIs(string hostKeys, string more, int line, int column, string message, string suggestion)
    {
        var error = Assert.Single(await ErrorsAsync(Text(hostKeys, more)));

        Assert.Equal(("d.yaml", line, column), (error.File, error.Line, error.Column));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(suggestion, error.Suggestion ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfHostDrivers_TellsThose()
    {
        var errors = await ErrorsAsync(Text().Replace("{im_mad: kvm, vm_mad: kvm, provision: {hostname: b}}", "{im_mad: lxc, vm_mad: lxd, provision: {hostname: b}}", StringComparison.Ordinal));

        Assert.Equal(["hosts[1].im_mad", "hosts[1].vm_mad"], errors.Select(e => e.Path));
    }

    [Fact]
    public async Task Check_OfSeveralMistakes_TellsAllAtOnceAndThoseOfDefaultsOnce()
    {
        var text = Text(", os: centos_9", "networks: [{name: n, vn_mad: x1, bridge: b}]").Replace("plan: baremetal_0", "plan: baremetal_7", StringComparison.Ordinal);

        Assert.Equal(["3 NotOffered", "5 NotOffered", "7 DriverNotConfigured"], (await ErrorsAsync(text)).Select(e => $"{e.Line} {e.Code}"));
    }

    [Theory]
    [InlineData(", plan: T1.Small.x86, os: 'ubuntu 18.04 lts', facility: any")]
    [InlineData(", plan: p1, os: o2, facility: 'f2'")]
    [InlineData(", facility: [ams1, ewr1]")]
    [InlineData(", metro: am")]
    [InlineData(", os: \"<%= @vnets[0]['NAME'] %>\"")]
    public async Task Check_OfWhatIsThereOrNotKnownYet_SaysNothing(string hostKeys) =>
        Assert.Empty(await CheckAsync(Text(hostKeys, "networks: [{name: n, vn_mad: dummy, bridge: b, ar: [{ipam_mad: aws}]}]\ndatastores: [{name: s, type: SYSTEM_DS, tm_mad: ssh, ds_mad: odd}]")));

    [Theory]
    [InlineData("r-1", "")]
    [InlineData("next-available", "")]
    [InlineData("r-9", "the project has no such reservation")]
    [InlineData("r-2", "it is in use as machine d-9")]
    [InlineData("r-3", "a spare, or in need of service")]
    [InlineData("r-4", "it stands in ewr1, ny, and the host is to be in ams1")]
    [InlineData("r-5", "it is c3.small.x86, and the host's plan is baremetal_0")]
    public async Task Check_OfReservedHardware_TellsWhyItCannotBeHad(string id, string why)
    {
        _provider.Reserved =
        [
            new ReservedHardware("r-1", "baremetal_0", ["ams1", "am"], null), new ReservedHardware("r-2", "baremetal_0", ["ams1", "am"], "d-9"),
            new ReservedHardware("r-3", "baremetal_0", ["ams1", "am"], null) { IsUsable = false }, new ReservedHardware("r-4", "baremetal_0", ["ewr1", "ny"], null),
            new ReservedHardware("r-5", "c3.small.x86", ["ams1", "am"], null),
        ];
        var text = Text($", hardware_reservation: {id}");
        if (why.Length == 0)
        {
            Assert.Empty(await CheckAsync(text));
            return;
        }

        var error = Assert.Single(await ErrorsAsync(text));
        Assert.Equal(("ReservedHardwareNotFree", "hosts[0].provision.hardware_reservation"), (error.Code, error.Path));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("Free are: r-1 baremetal_0 in ams1; r-4 baremetal_0 in ewr1; r-5 ", error.Suggestion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, 1)]
    [InlineData(0, 2)]
    public async Task Check_OfAnyReservedHardware_CountsHowMuchIsFree(int free, int errors)
    {
        _provider.Reserved = [.. Enumerable.Range(0, free).Select(n => new ReservedHardware($"r-{n}", "baremetal_0", ["ams1", "am"], null))];
        var text = Text(", hardware_reservation: next-available").Replace("hostname: b}", "hostname: b, hardware_reservation: next-available}", StringComparison.Ordinal);

        var found = errors == 0 ? await CheckAsync(text) : await ErrorsAsync(text);

        Assert.Equal(errors, found.Count);
        Assert.All(found, e => Assert.Contains(free == 0 ? "the project has reserved no hardware" : "none of the project's reserved hardware is free that is baremetal_0 in ams1", e.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(", facility: [ams1, ewr1]", "")]
    [InlineData("", ", facility: [ewr1, ams1]")]
    public async Task Check_OfReservedHardwareThatFitsTwoHosts_LeavesItToWhoCanHaveNoOther(string first, string second)
    {
        _provider.Reserved = [new ReservedHardware("r-1", "baremetal_0", ["ams1", "am"], null), new ReservedHardware("r-2", "baremetal_0", ["ewr1", "ny"], null)];
        var text = Text($", hardware_reservation: next-available{first}").Replace("hostname: b}", $"hostname: b, hardware_reservation: next-available{second}}}", StringComparison.Ordinal);

        Assert.Empty(await CheckAsync(text));
    }

    [Fact]
    public async Task Check_OfReservedHardwareWhereTheServiceDoesNotTell_RefusesNothing() => Assert.Empty(await CheckAsync(Text(", hardware_reservation: r-9")));

    [Fact]
    public async Task Check_OfReservedHardwareThatAnEarlierRunMayHaveOrdered_LetsTheOrderBeSettled()
    {
        _provider.Reserved = [new ReservedHardware("r-1", "baremetal_0", ["ams1", "am"], "d-9")];
        var text = Text(", hardware_reservation: r-1");

        Assert.Empty(await CheckAsync(text, observed: Inputs.Standing(text, Seen.Host("a", request: new EdgeProvision.Engine.Records.HostRequest(1, IsOpen: true)))));
    }

    [Fact]
    public async Task Check_OfAnEndThatHasPassed_IsAnErrorBeforeAnythingIsRented()
    {
        var error = Assert.Single(await ErrorsAsync(Text(", termination_time: 2026-11-22T11:59:00Z")));

        Assert.Equal(("TerminationTimePassed", "hosts[0].provision.termination_time"), (error.Code, error.Path));
        Assert.Empty(await CheckAsync(Text(", termination_time: 2026-11-22T12:30:00Z")));
    }

    [Fact]
    public async Task Check_OfSeveralFacilitiesOfWhichOneIsThere_OnlyWarns()
    {
        var doubt = Assert.Single(await CheckAsync(Text(", facility: 'ams1, ewr9'")));

        Assert.Equal((DiagnosticSeverity.Warning, "NotOffered"), (doubt.Severity, doubt.Code));
        Assert.Contains("'ewr9'", doubt.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kvm", false, 1)]
    [InlineData("kvm", true, 0)]
    [InlineData("kvm", null, 0)]
    [InlineData("lxc", false, 0)]
    public async Task Check_OfHardwareThatCannotRunKvm_WarnsWhoeverNeedsIt(string hypervisor, bool? runs, int warnings)
    {
        _provider.Catalogs["plan"] = new Catalog("plan", [new HardwareEntry("p0", "baremetal_0", "") { RunsKvm = runs }]);
        var text = Text().Replace("vm_mad: kvm", $"vm_mad: {hypervisor}", StringComparison.Ordinal);
        var drivers = Drivers.Replace("<VM_MAD>", "<VM_MAD><NAME>lxc</NAME></VM_MAD><VM_MAD>", StringComparison.Ordinal);

        var doubts = (await CheckAsync(text, drivers)).Where(d => d.Code == "HardwareWithoutKvm").ToList();

        Assert.Equal(warnings, doubts.Count);
        Assert.All(doubts, d => Assert.Contains("'baremetal_0', and virtual machines cannot run on that", d.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_OfABoughtAddressRange_LooksAtItsPlaceToo()
    {
        var text = Text(more: "networks: [{name: n, vn_mad: dummy, bridge: b, ar: [{ipam_mad: packet, size: 2, facility: ewr2}]}]");
        var error = Assert.Single((await Assert.ThrowsAsync<DescriptorException>(() => CheckAsync(text, Drivers.Replace("dummy,aws", "dummy,packet", StringComparison.Ordinal)))).Diagnostics);

        Assert.Equal("networks[0].ar[0].facility", error.Path);
        Assert.Contains("ewr1 (Parsippany, NJ)", error.Suggestion, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WhereNobodyTells_SaysNothing()
    {
        _provider.Catalogs.Clear();

        Assert.Empty(await CheckAsync(Text(", plan: odd, os: odd, facility: odd", "networks: [{name: n, vn_mad: odd, ar: [{ipam_mad: odd}]}]\ndatastores: [{name: d, tm_mad: odd, ds_mad: odd}]"), "<OPENNEBULA_CONFIGURATION/>"));
    }

    [Fact]
    public async Task Check_OfWhatStands_AsksAndRefusesNothing()
    {
        var text = Text();
        var standing = Inputs.Standing(text, Seen.Ready("a", 1), Seen.Ready("b", 2)) with { Networks = [Seen.Network(7, "n", ranges: 1)] };
        _provider.Catalogs.Clear();

        Assert.Empty(await CheckAsync(text, "<TEMPLATE><IM_MAD><NAME>other</NAME></IM_MAD></TEMPLATE>", standing));
        Assert.Empty(_provider.CatalogsRead);
    }

    [Theory]
    [InlineData("", 3, 106, "hosts[0].provision.os", "os of hosts a, b is 'centos_7' (centos 7), but the playbook default supports debian 11, 12; ubuntu 22.04.")]
    [InlineData(", os: 'Ubuntu 18.04 LTS'", 5, 61, "hosts[0].provision.os", "os of host a is 'Ubuntu 18.04 LTS' (ubuntu 18.04)")]
    [InlineData(", os: o3", 5, 61, "hosts[0].provision.os", "os of host a is 'o3' (debian 9)")]
    public async Task Check_OfASystemThatThePlaybookDoesNotSupport_IsAnErrorAtItsPlace(string hostKeys, int line, int column, string path, string message)
    {
        var errors = await UnsupportedAsync(hostKeys);

        var error = errors.First(e => e.Line == line);
        Assert.Equal(("UnsupportedOperatingSystem", column, path), (error.Code, error.Column, error.Path));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal("Choose one of those that are offered here (debian_12), or a playbook whose roles support this one.", error.Suggestion);
    }

    [Fact]
    public async Task Check_OfAnUnsupportedSystemInASandbox_OnlyWarns()
    {
        _playbooks.Systems = ["debian 12"];

        var doubt = Assert.Single(await CheckAsync(Text(), isSandbox: true));

        Assert.Equal((DiagnosticSeverity.Warning, "UnsupportedOperatingSystem"), (doubt.Severity, doubt.Code));
        Assert.Contains("This sandbox plays it by its Debian", doubt.Suggestion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("os: centos_7", "os: debian_12")]
    [InlineData("os: centos_7", "os: custom_ipxe")]
    [InlineData("os: centos_7", "os: \"<%= @vnets[0]['NAME'] %>\"")]
    public async Task Check_OfASupportedOrUntoldSystem_SaysNothing(string old, string wanted)
    {
        _playbooks.Systems = ["debian 11", "debian 12"];
        _provider.Catalogs["os"] = new Catalog("operating system", [new ImageEntry("o1", "debian_12", "Debian 12"), new ImageEntry("o4", "custom_ipxe", "Custom iPXE")]);

        Assert.Empty(await CheckAsync(Text(more: "networks: [{name: n, vn_mad: dummy, bridge: b}]").Replace(old, wanted, StringComparison.Ordinal)));
    }

    private async Task<IReadOnlyList<Diagnostic>> UnsupportedAsync(string hostKeys)
    {
        _playbooks.Systems = ["debian 11", "debian 12", "ubuntu 22.04"];
        _provider.Catalogs["os"] = new Catalog("operating system",
        [
            new ImageEntry("o1", "centos_7", "CentOS 7"), new ImageEntry("o2", "ubuntu_18_04", "Ubuntu 18.04 LTS"),
            new ImageEntry("o3", "old", "Old") { Distribution = "debian", Version = "9" }, new ImageEntry("o4", "debian_12", "Debian 12"),
        ]) { TakesNames = true };
        return await ErrorsAsync(Text(hostKeys));
    }

    [Fact]
    public async Task Check_OfOneHostThatIsLeftToRent_AsksForItsKindsOnce()
    {
        var text = Text();
        await CheckAsync(text, observed: Inputs.Standing(text, Seen.Ready("a", 1)));

        Assert.Equal(["facility", "os", "plan"], _provider.CatalogsRead.Distinct().Order());
    }
}
