namespace EdgeProvision.Cli.Tests.Processes;

/// <summary><c>setup</c> as it is started on a front-end.</summary>
public sealed class SetupProcessTests
{
    private const string Conf = "IPAM_MAD = [ EXECUTABLE = \"one_ipam\", ARGUMENTS = \"-t 1 -i dummy\" ]\n";

    [Fact]
    public async Task Setup_NobodyToAsk_ChangesNothingUntilItIsSaidSo()
    {
        await using var lab = new CommandLab();
        var conf = lab.Write("oned.conf", Conf);
        var remotes = Directory.CreateDirectory(Path.Combine(lab.Home, "remotes")).FullName;
        string[] setup = ["setup", "--remotes", remotes, "--oned-conf", conf];

        var refused = await lab.RunAsync(setup);
        Assert.Equal(255, refused.ExitCode);
        Assert.Contains("--yes", refused.Error, StringComparison.Ordinal);
        Assert.Contains("-IPAM_MAD = [ EXECUTABLE = \"one_ipam\", ARGUMENTS = \"-t 1 -i dummy\" ]\n", refused.Output, StringComparison.Ordinal);
        var checkedOnly = await lab.RunAsync([.. setup, "--check"]);
        Assert.Equal((255, refused.Output), (checkedOnly.ExitCode, checkedOnly.Output));
        Assert.Equal(Conf, await File.ReadAllTextAsync(conf, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFileSystemEntries(remotes));

        var done = await lab.RunAsync([.. setup, "--yes"]);
        Assert.Equal(0, done.ExitCode);
        Assert.EndsWith("The front-end is set up.\n", done.Output, StringComparison.Ordinal);
        Assert.Contains("oneprovision.dll' ipam free_address", await File.ReadAllTextAsync(Path.Combine(remotes, "ipam", "ec2", "free_address"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal((0, "Everything is set up.\n"), ((await lab.RunAsync([.. setup, "--check"])).ExitCode, (await lab.RunAsync(setup)).Output));

        var removed = await lab.RunAsync([.. setup, "--remove", "-y"]);
        Assert.Equal(0, removed.ExitCode);
        Assert.Equal(Conf, await File.ReadAllTextAsync(conf, TestContext.Current.CancellationToken));
        lab.AssertNothingLeft();
    }

    [Fact]
    public async Task Setup_NotOnAFrontEnd_SaysHowToNameThePlaces()
    {
        await using var lab = new CommandLab();

        var result = await lab.RunAsync("setup", "--oned-conf", "/nowhere/oned.conf");

        Assert.Equal(255, result.ExitCode);
        Assert.Contains("/nowhere/oned.conf cannot be read", result.Error, StringComparison.Ordinal);
        Assert.Contains("--oned-conf FILE", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ipam_NothingOnStandardInput_IsOpenNebulasErrorBlock()
    {
        await using var lab = new CommandLab();

        var result = await lab.RunAsync("ipam", "get_address", "7");

        Assert.Equal((255, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("ERROR MESSAGE --8<------\nWhat came on standard input is not what OpenNebula gives its drivers: it is empty.", result.Error, StringComparison.Ordinal);
    }
}
