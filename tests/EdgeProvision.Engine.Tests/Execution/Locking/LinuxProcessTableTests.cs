using EdgeProvision.Engine.Execution.Locking;

namespace EdgeProvision.Engine.Tests.Execution.Locking;

public sealed class LinuxProcessTableTests
{
    private readonly LinuxProcessTable _table = new();

    [Fact]
    public void IsProvenDead_OfThisProcess_IsFalse() => Assert.False(_table.IsProvenDead(_table.Self));

    [Fact]
    public void IsProvenDead_OfAReusedProcessId_IsTrueWhereItCanBeKnown()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows when a process started.");

        Assert.True(_table.IsProvenDead(_table.Self with { StartTime = "1" }));
    }

    [Fact]
    public void IsProvenDead_OfAFreeProcessId_IsTrueWhereItCanBeKnown()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows its processes.");

        Assert.True(_table.IsProvenDead(_table.Self with { ProcessId = int.MaxValue }));
    }

    [Theory]
    [InlineData("another boot", null, null)]
    [InlineData(null, "another namespace", null)]
    [InlineData("", null, null)]
    [InlineData(null, "", null)]
    [InlineData(null, null, "")]
    public void IsProvenDead_OfWhatCannotBeSeenFromHere_IsFalse(string? boot, string? pidNamespace, string? start) =>
        Assert.False(_table.IsProvenDead(_table.Self with
        {
            ProcessId = int.MaxValue,
            BootId = boot ?? _table.Self.BootId,
            PidNamespace = pidNamespace ?? _table.Self.PidNamespace,
            StartTime = start ?? _table.Self.StartTime,
        }));
}
