using System.Diagnostics;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Sandbox.Sessions;
using EdgeProvision.Scenarios.Tests.Lab;

namespace EdgeProvision.Scenarios.Tests;

/// <summary>Sandboxes beside each other, and one whose process is killed.</summary>
public sealed class SandboxTests(EdgeLab lab) : Scenario(lab)
{
    [Fact]
    public async Task Create_InTwoSandboxes_TheyDoNotMeet()
    {
        await using var other = new EdgeLab();
        await other.InitializeAsync();
        await using var elsewhere = await other.ConnectAsync(Stop);

        var results = await Task.WhenAll(
            RunAsync(new CreateRequest(Tree.Descriptor("edge"))),
            elsewhere.RunAsync(new CreateRequest(Tree.Descriptor("edge")), new Eyes(), Consent.Given, Stop));

        Assert.All(results, r => Assert.Empty(r.Failures));
        var (here, there) = (results[0].Provision!, results[1].Provision!);
        Assert.NotEqual(here.Hosts[0].Address, there.Hosts[0].Address);
        await DeleteAsync("edge");
        (await other.Control.LookAsync(Stop)).AssertOneDeviceEach(there.Id, "edge-a");
        Assert.Equal(0, (await elsewhere.RunCommandAsync(there.Hosts[0], "true", null, _ => { }, Consent.Given, Stop)).ExitStatus);
    }

    [Fact]
    public async Task Start_AfterTheProcessWasKilled_FindsNothingOfIt()
    {
        var killed = new EdgeLab();
        await killed.InitializeAsync();
        await using (var engine = await killed.ConnectAsync(Stop))
            Assert.Empty((await engine.RunAsync(new CreateRequest(Tree.Descriptor("edge")), new Eyes(), Consent.Given, Stop)).Failures);
        var names = $"ep-{killed.Session.Id}";
        Assert.NotEmpty(await TracesAsync(names));
        using (var process = Process.GetProcessById(killed.Session.Pid))
        {
            process.Kill();
            await process.WaitForExitAsync(Stop);
        }

        // The same id again: a world in which nothing has happened yet.
        var launcher = EdgeLab.Launcher;
        var session = await launcher.StartAsync(new SandboxRunOptions { Id = killed.Session.Id, ParentPid = Environment.ProcessId }, Stop);
        using (var control = new Control(session))
            (await control.LookAsync(Stop)).AssertEmpty();
        Assert.DoesNotContain(await TracesAsync(names), trace => trace.Contains("-m", StringComparison.Ordinal));
        await killed.DisposeAsync();
        Assert.Empty(await TracesAsync(names));
    }

    /// <summary>Network namespaces, interfaces, mounts and control groups whose names begin so.</summary>
    private static async Task<IReadOnlyList<string>> TracesAsync(string prefix)
    {
        List<string> found = [.. await SayAsync("ip", "netns list"), .. await SayAsync("ip", "-o link"), .. await File.ReadAllLinesAsync("/proc/self/mounts", Stop)];
        if (Directory.Exists("/sys/fs/cgroup"))
            found.AddRange(Directory.EnumerateDirectories("/sys/fs/cgroup"));
        return [.. found.Where(line => line.Contains(prefix, StringComparison.Ordinal))];
    }

    private static async Task<string[]> SayAsync(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return text.Split('\n');
    }
}
