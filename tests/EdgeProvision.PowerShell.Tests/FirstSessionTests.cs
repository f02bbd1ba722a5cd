using System.Diagnostics;
using EdgeProvision.PowerShell.Tests.Hosting;
using EdgeProvision.Sandbox.Sessions;

namespace EdgeProvision.PowerShell.Tests;

/// <summary>The demo's script, run as the demo runs it where pwsh is missing: by the script host, in a process of its own, on real machines.</summary>
public sealed class FirstSessionTests
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task FirstSessionScript_Demo_EndsWithNothingLeft()
    {
        DemandThatNobodyUses("demo");
        var output = await RunAsync(Path.Combine(StagedModule.Repository, "examples", "first-session.ps1"));

        Assert.Contains("Configure fosdem-node1-c7 over SSH as static_vxlan says: Done", output);
        Assert.EndsWith("== Done: nothing is left", output.TrimEnd());
        Assert.Null(new SessionStore(new SessionPaths("demo", null)).FindRunning());
    }

    /// <summary>Somebody may be at work in it on this computer: a test must not remove what it has not made.</summary>
    private static void DemandThatNobodyUses(string sandbox)
    {
        Assert.True(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "The sandbox's machines need root on Linux.");
        Assert.SkipWhen(new SessionStore(new SessionPaths(sandbox, null)).FindRunning() is not null, $"The sandbox '{sandbox}' is in use on this computer: stop it to run this test.");
    }

    private static async Task<string> RunAsync(string script)
    {
        // …/tests/EdgeProvision.PowerShell.Tests/bin/Release/net10.0/
        var built = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^3..];
        var host = Path.Combine([StagedModule.Repository, "tests", "EdgeProvision.ScriptHost", .. built, "EdgeProvision.ScriptHost.dll"]);
        var start = new ProcessStartInfo("dotnet", [host, script])
        {
            WorkingDirectory = StagedModule.Repository, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_longest);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}\n{await output}\n{await errors}");
            return await output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
