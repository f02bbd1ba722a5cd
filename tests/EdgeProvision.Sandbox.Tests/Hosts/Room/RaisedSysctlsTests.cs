using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Tests.Hosts.Room;

public sealed class RaisedSysctlsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("sysctls-").FullName;

    private string Low => Path.Combine(_directory, "low");

    private string High => Path.Combine(_directory, "high");

    private string Saved => Path.Combine(_directory, "saved");

    [Fact]
    public void Restore_AfterRaise_GivesBackWhatTheFirstFound()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Sysctls are Linux's.");
        File.WriteAllText(Low, "128\n");
        File.WriteAllText(High, "9000\n");
        var sysctls = new RaisedSysctls(Saved, (Low, 8192), (High, 8192), (Path.Combine(_directory, "missing"), 1));

        sysctls.Raise();
        sysctls.Raise();
        Assert.Equal("8192", File.ReadAllText(Low));
        Assert.Equal("9000\n", File.ReadAllText(High));
        File.WriteAllText(Low, "500"); // somebody else's wish, and a new room
        sysctls.Raise();

        sysctls.Restore();
        Assert.Equal("128", File.ReadAllText(Low));
        Assert.Equal("9000\n", File.ReadAllText(High));
        Assert.False(File.Exists(Saved));
        sysctls.Restore();
    }

    [Fact]
    public void Restore_ChangedBySomebodySince_IsLeftAsItIs()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Sysctls are Linux's.");
        File.WriteAllText(Low, "128");
        var sysctls = new RaisedSysctls(Saved, (Low, 8192));
        sysctls.Raise();
        File.WriteAllText(Low, "65536");
        sysctls.Restore();
        Assert.Equal("65536", File.ReadAllText(Low));
        Assert.False(File.Exists(Saved));
    }

    [Fact]
    public void RaiseAndRestore_WhereNothingMayBeChanged_DoWithout()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Sysctls are Linux's.");
        const string readOnly = "/proc/sys/kernel/pid_max_of_nobody";
        const string constant = "/proc/sys/kernel/ngroups_max"; // mode 444, and not for root either
        var sysctls = new RaisedSysctls(Saved, (readOnly, 1), (constant, long.MaxValue));
        sysctls.Raise();
        sysctls.Restore();
        Assert.False(File.Exists(Saved));
    }

    [Fact]
    public void Restore_SavedBeforeTheComputerRestarted_ChangesNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Sysctls are Linux's.");
        File.WriteAllText(Low, "300");
        File.WriteAllText(Saved, $"another-boot {Low} 128\n");
        new RaisedSysctls(Saved, (Low, 8192)).Restore();
        Assert.Equal("300", File.ReadAllText(Low));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
