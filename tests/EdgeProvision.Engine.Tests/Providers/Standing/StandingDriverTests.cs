using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers.Standing;

public sealed class StandingDriverTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("onprem", "address")]
    [InlineData("onprem", "ip")]
    [InlineData("dummy", "ip")]
    public async Task Take_Machine_IsCalledByItsAddressAndNothingIsSettled(string driver, string key)
    {
        var standing = Standing.Open(Standing.Settings(driver));

        var taken = Assert.IsType<CreateResult.Created>(await standing.CreateDeviceAsync(Standing.Request("a", (key, "192.0.2.7")), Stop)).Device;

        Assert.Equal(("192.0.2.7", DeviceState.Active, "192.0.2.7"), (taken.Id, taken.State, taken.PublicAddress));
        Assert.Equal(TimeSpan.Zero, standing.SettleWindow);
        Assert.False(standing.MakesMachines);
    }

    [Fact]
    public async Task List_OfWhatTheFrontEndNames_KeepsTheAddressesThatHostsHave()
    {
        var standing = Standing.Open(Standing.Settings(
            "onprem",
            Standing.Machine("a", "rack-a.invalid", ("private_address", "10.0.0.1")) with { Address = "192.0.2.1" },
            Standing.Machine("b", "192.0.2.2") with { IsMeantOff = true },
            Standing.Machine("c", "rack-c.invalid"),
            Standing.Machine("d", null)));

        var devices = (await standing.ListDevicesAsync("p-1", Stop)).ToDictionary(d => d.Hostname);

        Assert.Equal(["a", "b", "c"], devices.Keys.Order());
        Assert.Equal(("192.0.2.1", "10.0.0.1"), (devices["a"].PublicAddress, devices["a"].PrivateAddress));
        Assert.Equal(DeviceState.Inactive, devices["b"].State);
        Assert.Null(devices["c"].PublicAddress);
    }

    [Fact]
    public async Task Create_AtAnAddressThatNobodyKnows_MakesNothing()
    {
        var standing = Standing.Open(Standing.Settings("onprem"));

        var refused = Assert.IsType<CreateResult.NotSent>(await standing.CreateDeviceAsync(Standing.Request("a", ("address", "rack-a.invalid")), Stop));

        Assert.Equal(("MachineAddressUnknown", ErrorKind.NotFound), (refused.Error.Code, refused.Error.Kind));
        Assert.Contains("rack-a.invalid", refused.Error.Message, StringComparison.Ordinal);
        Assert.Empty(await standing.ListDevicesAsync("p-1", Stop));
    }

    [Fact]
    public async Task Create_AtAnotherHostsAddress_IsRefused()
    {
        var standing = Standing.Open(Standing.Settings("onprem", Standing.Machine("a", "192.0.2.1")));

        var refused = Assert.IsType<CreateResult.Refused>(await standing.CreateDeviceAsync(Standing.Request("b", ("address", "192.0.2.1")), Stop));

        Assert.Equal("MachineTaken", refused.Error.Code);
        Assert.Contains("(a)", refused.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tag_OfAMachineThatAnotherToolConfigured_GivesItTheKey()
    {
        var standing = Standing.Open(Standing.Settings("dummy", Standing.Machine("a", "192.0.2.1") with { EdgeKey = null }));
        Assert.Empty(await standing.ListDevicesAsync("p-1", Stop));
        Assert.Null((await standing.GetDeviceAsync("192.0.2.1", Stop))!.EdgeKey);

        await standing.TagDeviceAsync("192.0.2.1", "p-1", "p-1/host/a", Stop);

        Assert.Equal("p-1/host/a", Assert.Single(await standing.ListDevicesAsync("p-1", Stop)).EdgeKey);
    }

    [Theory]
    [InlineData("redfish_url", "ftp://bmc.example", "redfish_url")]
    [InlineData("redfish_url", "http://bmc.example", "clear")]
    [InlineData("redfish_url", "https://admin:word@bmc.example", "user name or password")]
    [InlineData("redfish_certificate", "sha256:1234", "redfish_certificate")]
    [InlineData("redfish_user", null, "redfish_user is missing")]
    public void CheckPower_OfSettingsThatAreWrong_NamesTheKeyAndSendsNothing(string key, string? value, string said)
    {
        var keys = new Dictionary<string, string> { ["redfish_url"] = "https://bmc.example", ["redfish_user"] = "admin" };
        if (value is null)
            keys.Remove(key);
        else
            keys[key] = value;
        var standing = Standing.Open(Standing.Settings("onprem", Standing.Machine("a", "192.0.2.1") with { Keys = keys }), handler: new ScriptedService());

        var error = Assert.ThrowsAny<EdgeException>(() => standing.CheckPower("192.0.2.1"));

        Assert.Equal("MachineSettingInvalid", error.Code);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("word@", ProviderWorld.Shown(error), StringComparison.Ordinal);
    }

    [Fact]
    public void CheckPower_WithoutAPassword_SaysWhereItWasLookedFor()
    {
        var machine = Standing.Machine("a", "192.0.2.1", ("redfish_url", "https://bmc.example"), ("redfish_user", "admin")) with { Secrets = new Dictionary<string, string>() };

        var error = Assert.ThrowsAny<EdgeException>(() => Standing.Open(Standing.Settings("onprem", machine)).CheckPower("192.0.2.1"));

        Assert.Equal("RedfishPasswordMissing", error.Code);
        Assert.Contains("REDFISH_PASSWORD", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Power_OfARefusingService_ShowsItsReasonAndNoSecret()
    {
        var service = new ScriptedService { Otherwise = request => request.RequestUri!.AbsolutePath.EndsWith("Reset", StringComparison.Ordinal)
            ? ScriptedService.Reply(409, """{"error":{"code":"Base.1.8.GeneralError","message":"See ExtendedInfo","@Message.ExtendedInfo":[{"MessageId":"X","Message":"The chassis Canary-of-the-rack is locked."}]}}""")
            : ScriptedService.Reply(200, """{"PowerState":"On","Actions":{"#ComputerSystem.Reset":{"target":"/redfish/v1/Systems/1/Actions/ComputerSystem.Reset","ResetType@Redfish.AllowableValues":["ForceOff"]}}}""") };
        var machine = Standing.Machine("a", "192.0.2.1", ("redfish_url", "https://bmc.example/redfish/v1/"), ("redfish_user", "admin"), ("redfish_system", "1"));
        var trace = new List<Engine.Providers.Http.WireRecord>();
        var standing = Standing.Open(Standing.Settings("onprem", machine), new Engine.Providers.Http.RestOptions { Trace = trace.Add }, service);

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => standing.PowerAsync("192.0.2.1", PowerAction.Off, Stop));

        Assert.Equal(ErrorKind.Refused, error.Kind);
        Assert.Contains("is locked", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("GeneralError", error.Message, StringComparison.Ordinal);
        Assert.Equal(["/redfish/v1/Systems/1", "/redfish/v1/Systems/1/Actions/ComputerSystem.Reset"], service.Requests.Select(r => r.PathAndQuery));
        Assert.Contains("ForceOff", service.Requests[^1].Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Standing.Password, ProviderWorld.Shown(error) + string.Join('\n', trace), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Power_ByAServiceOfSeveralMachines_AsksWhichOne()
    {
        var service = new ScriptedService().Answer(200, """{"Members":[{"@odata.id":"/redfish/v1/Systems/blade1"},{"@odata.id":"/redfish/v1/Systems/blade2"}]}""");
        var machine = Standing.Machine("a", "192.0.2.1", ("redfish_url", "https://bmc.example"), ("redfish_user", "admin"));

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => Standing.Open(Standing.Settings("onprem", machine), handler: service).PowerAsync("192.0.2.1", PowerAction.On, Stop));

        Assert.Equal("RedfishSystemAmbiguous", error.Code);
        Assert.Contains("blade1, blade2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_Printed_ShowNoSecret() => Assert.DoesNotContain(
        Standing.Password, $"{Standing.Machine("a", null)} {Standing.Settings("onprem", Standing.Machine("a", null))}", StringComparison.Ordinal);
}
