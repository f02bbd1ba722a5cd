using System.Diagnostics;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Hosts;
using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Tests.Hosts;

/// <summary>Rooms come, live side by side and go without a trace.</summary>
[Collection(MachineRoomCollection.Name)] // not for its room, but so that the computer's limits are looked at while nobody else changes them
public sealed class RoomLifeTests
{
    private const string IdVariable = "EDGEPROVISION_TEST_ROOM";
    private const string Patience = "30", Impatience = "2";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StopAsync_RoomWithMachines_LeavesNothing()
    {
        var room = await StartAsync(RoomOptions.Fresh());
        var status = room.Describe();
        await room.InstallAsync(new MachineOrder("half", "half", []), Token); // is still being installed when the room stops
        Assert.NotEmpty(await Traces.OfAsync(status));

        await room.StopAsync(Token);
        await room.StopAsync(Token);

        Assert.Empty(await Traces.OfAsync(status));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => room.InstallAsync(new MachineOrder("late", "late", []), Token));
    }

    [Fact]
    public async Task StartAsync_TwoRooms_DoNotMeet()
    {
        await using var one = await StartAsync(RoomOptions.Fresh());
        await using var two = await StartAsync(RoomOptions.Fresh());
        var (here, there) = (one.Find("device")!, two.Find("device")!);

        Assert.NotEqual(here.PublicAddress, there.PublicAddress);
        Assert.NotEqual(here.PrivateAddress, there.PrivateAddress);
        string[] elsewhere = [there.PublicAddress, there.PrivateAddress, two.Describe().OwnAddress];
        Assert.Contains("refused", await KnockAsync(one, here.Gateway, Patience)); // where there is a way, there is an answer
        Assert.Equal("open", await KnockAsync(two, there.PublicAddress, Patience));
        Assert.All(await Task.WhenAll(elsewhere.Select(a => KnockAsync(one, a, Impatience))), answer => Assert.DoesNotMatch("open|refused", answer));

        await two.StopAsync(Token);
        Assert.True(await one.AwaitSshAsync("device", TimeSpan.FromMinutes(1), Token));
    }

    [Fact]
    public async Task StartAsync_SameIdTwice_IsAnErrorAndHarmless()
    {
        var options = RoomOptions.Fresh();
        await using var room = await StartAsync(options);
        var error = await Assert.ThrowsAsync<EdgeException>(() => LinuxMachineRoom.StartAsync(options, Token));
        Assert.Equal("SandboxRunning", error.Code);
        Assert.True(await room.AwaitSshAsync("device", TimeSpan.FromMinutes(1), Token));
    }

    [Fact]
    public async Task StartAsync_AfterKilledRoom_RemovesItsLeavings()
    {
        var options = RoomOptions.Fresh();
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. RunnerArguments(), "-explicit", "only", "-method", "*" + nameof(LiveUntilKilled)])
        {
            RedirectStandardOutput = true,
            Environment = { [IdVariable] = options.Id },
        };
        using var other = Process.Start(start)!;
        var ready = $"/tmp/{options.Id}.ready";
        while (!File.Exists(ready))
        {
            Assert.False(other.HasExited, "The other process ended early.");
            await Task.Delay(50, Token);
        }

        var said = (await File.ReadAllTextAsync(ready, Token)).Split('\n');
        var status = new MachineRoomStatus(options.Id, said[0], default, default, default, "", "", "", $"ep-{options.Id}-gw", "", "", said[1], "");
        File.Delete(ready);
        other.Kill();
        await other.WaitForExitAsync(Token);
        // Its machines run on: they are processes of their own.
        Assert.Superset(new HashSet<string> { status.Directory, status.ControlGroup }, (await Traces.OfAsync(status)).ToHashSet());

        var living = await StartAsync(RoomOptions.Fresh());
        await using (living)
        {
            Assert.Empty(await Traces.OfAsync(status));
            Assert.Empty(await LinuxMachineRoom.CleanUpLeftoversAsync(options, Token));
            Assert.True(await living.AwaitSshAsync("device", TimeSpan.FromMinutes(1), Token));
        }
    }

    [Fact]
    public async Task StartAsync_UnderANarrowUmask_MachinesAreReadByEverybodyInThemAndTheRoomByNobodyElse()
    {
        if (OperatingSystem.IsWindows()) // for the analyzer: rooms are on Linux only
            return;
        const UnixFileMode everybody = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        var before = Umask.Set(everybody | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        try
        {
            await using var room = await StartAsync(RoomOptions.Fresh());
            var (status, disk) = (room.Describe(), room.Place("device").DiskDirectory);
            string[] seen = [disk, Path.Combine(disk, "etc"), Path.Combine(disk, "etc/hosts"), Path.Combine(status.Directory, "sysctl/kernel/ostype")];
            foreach (var path in seen)
                Assert.True((File.GetUnixFileMode(path) & everybody) == everybody, path);
            const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Assert.Equal(owner, File.GetUnixFileMode(Path.Combine(LinuxMachineRoomOptions.DefaultStateDirectory, "sandbox")));
            Assert.Equal(owner, File.GetUnixFileMode("/run/edgeprovision"));
        }
        finally
        {
            Umask.Set(before);
        }
    }

    /// <summary>The other process of <see cref="StartAsync_AfterKilledRoom_RemovesItsLeavings"/>.</summary>
    [Fact(Explicit = true)]
    public async Task LiveUntilKilled()
    {
        var id = Environment.GetEnvironmentVariable(IdVariable) ?? throw new InvalidOperationException("Another test starts this one.");
        var room = await StartAsync(new LinuxMachineRoomOptions(id));
        await File.WriteAllTextAsync($"/tmp/{id}.tmp", $"{room.Describe().Directory}\n{room.Describe().ControlGroup}", Token);
        File.Move($"/tmp/{id}.tmp", $"/tmp/{id}.ready");
        await Task.Delay(TimeSpan.FromMinutes(5), Token);
    }

    // The test program is started as "dotnet tests.dll" or by its own executable.
    private static string[] RunnerArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(RoomLifeTests).Assembly.Location] : [];

    private static async Task<string> KnockAsync(LinuxMachineRoom from, string address, string limit) =>
        (await Shell.TryAsync("ip", "netns", "exec", from.Place("device").NetworkNamespace, "timeout", limit, "bash", "-c", $"exec 3<>/dev/tcp/{address}/22 && echo open")).Output;

    private static async Task<LinuxMachineRoom> StartAsync(LinuxMachineRoomOptions options)
    {
        RequireRoot.Demand("RoomLifeTests");
        var room = await LinuxMachineRoom.StartAsync(options, Token);
        await room.InstallAsync(new MachineOrder("device", "device", []), Token);
        Assert.True(await room.AwaitSshAsync("device", TimeSpan.FromMinutes(1), Token), room.Place("device").Fault);
        return room;
    }
}
