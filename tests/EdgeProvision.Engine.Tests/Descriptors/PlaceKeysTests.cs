namespace EdgeProvision.Engine.Tests.Descriptors;

/// <summary>A place is a facility or a metro: one of them, and a host's own before what all have.</summary>
public sealed class PlaceKeysTests
{
    [Theory]
    [InlineData("", ", facility: ams1, metro: am", "hosts[0].provision.metro")]
    [InlineData(", facility: ams1, metro: am", "", "hosts[0].provision.metro")]
    [InlineData(", facility: [ams1, ewr1]", ", metro: am, facility: ewr1", "hosts[0].provision.metro")]
    public void Load_BothOfOneLevel_IsAnError(string defaults, string own, string path)
    {
        var error = Assert.Single(Loading.Errors(Text(defaults, own)));

        Assert.Equal(("KeysContradict", path), (error.Code, error.Path));
        Assert.Contains("Of the keys facility and metro only one may stand", error.Message, StringComparison.Ordinal);
        Assert.Equal("Remove facility or metro.", error.Suggestion);
    }

    [Theory]
    [InlineData(", facility: ams1", ", metro: ny", null, "ny")]
    [InlineData(", metro: am", ", facility: ewr1", "ewr1", null)]
    [InlineData(", metro: am, facility: ams1", ", facility: ewr1", "ewr1", null)]
    [InlineData(", facility: ams1", ", facility: ewr1", "ewr1", null)]
    [InlineData(", facility: ams1", ", metro: null", "ams1", null)]
    public void Load_AHostsOwn_TakesThePlaceOfWhatStandsInDefaults(string defaults, string own, string? facility, string? metro)
    {
        var provision = Loading.Load(Text(defaults, own)).Descriptor.Hosts[0].Provision;

        Assert.Equal((facility, metro), (Given("facility"), Given("metro")));

        string? Given(string key) => provision[key] is { IsMasked: false } ? provision.Text(key) : null;
    }

    [Fact]
    public void Load_Neither_IsStillAnError() => Assert.Equal("RequiredKeyMissing", Assert.Single(Loading.Errors(Text("", ""))).Code);

    [Fact]
    public void Load_TheNameThatTheApiHasForReservedHardware_IsReadAsTheKey()
    {
        var loaded = Loading.Load(Text(", metro: am", ", hardware_reservation_id: next-available"));

        Assert.Equal("next-available", loaded.Descriptor.Hosts[0].Provision.Text("hardware_reservation"));
        Assert.Equal("ReadAsOtherKey", Assert.Single(loaded.Diagnostics).Code);
    }

    private static string Text(string defaults, string own) => $$$"""
        name: edge
        defaults:
          provision: {driver: packet, packet_token: T, packet_project: p, plan: p, os: o{{{defaults}}}}
        hosts:
          - {im_mad: kvm, vm_mad: kvm, provision: {hostname: a{{{own}}}}}
        """;
}
