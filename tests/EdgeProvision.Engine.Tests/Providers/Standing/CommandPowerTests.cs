using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers.Standing;

public sealed class CommandPowerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgeprovision-power-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Power_ByAProgramOfTheUsers_GivesItActionAddressAndName()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a shell script.");
        Write("rack", """
            case "$1" in
              status) cat "$0.state" ;;
              on) echo on > "$0.state" ;;
              off|force-off) echo off > "$0.state" ;;
            esac
            echo "$@" >> "$0.log"
            """);
        File.WriteAllText(Path.Combine(_folder, "rack.state"), "ON\n");
        var driver = Open("rack");

        driver.CheckPower("192.0.2.1");
        Assert.Equal(DeviceState.Active, (await driver.GetDeviceAsync("192.0.2.1", Stop))!.State);
        await driver.PowerAsync("192.0.2.1", PowerAction.Off, Stop);
        Assert.Equal(DeviceState.Inactive, (await driver.GetDeviceAsync("192.0.2.1", Stop))!.State);
        foreach (var action in new[] { PowerAction.On, PowerAction.Reboot, PowerAction.ForceOff })
            await driver.PowerAsync("192.0.2.1", action, Stop);

        Assert.Equal(
            ["status 192.0.2.1 a", "off 192.0.2.1 a", "status 192.0.2.1 a", "on 192.0.2.1 a", "reboot 192.0.2.1 a", "force-off 192.0.2.1 a"],
            File.ReadAllLines(Path.Combine(_folder, "rack.log")));
    }

    [Fact]
    public async Task Power_ByAProgramThatFails_SaysWhatItSaid()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a shell script.");
        Write("rack", "echo 'no route to the switch' >&2; exit 3");

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => Open("rack").PowerAsync("192.0.2.1", PowerAction.On, Stop));

        Assert.Equal("PowerCommandFailed", error.Code);
        Assert.Contains("exit code 3: no route to the switch", error.Message, StringComparison.Ordinal);
        Assert.Equal(DeviceState.Unknown, (await Open("rack").GetDeviceAsync("192.0.2.1", Stop))!.State);
    }

    [Theory]
    [InlineData("/bin/sh")]
    [InlineData("../rack")]
    [InlineData("..")]
    [InlineData("missing")]
    [InlineData("rack; reboot")]
    public void Power_ByAnythingElseThanAProgramOfTheUsers_RunsNothing(string command)
    {
        Write("rack", "exit 0");

        var error = Assert.ThrowsAny<EdgeException>(() => Open(command).CheckPower("192.0.2.1"));

        Assert.Equal("MachineSettingInvalid", error.Code);
        Assert.Contains("power_command", error.Message, StringComparison.Ordinal);
    }

    private IProviderDriver Open(string command) =>
        Standing.Open(Standing.Settings("onprem", Standing.Machine("a", "192.0.2.1", ("power_command", command))) with { PowerCommandFolder = _folder });

    private void Write(string name, string script)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
