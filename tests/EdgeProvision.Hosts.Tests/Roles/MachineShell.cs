using System.Diagnostics;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Hosts.Tests.Roles;

/// <summary>One machine of the room, spoken to by the system's ssh.</summary>
internal sealed class MachineShell(LinuxMachineRoom room, Machine machine, string keyFile)
{
    public Machine Machine { get; } = machine;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<(int Status, string Output)> TryAsync(string command, string input = "")
    {
        var start = new ProcessStartInfo("ssh", [
            "-i", keyFile, "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-o", "ConnectTimeout=30", "-o", "StrictHostKeyChecking=no",
            "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", $"root@{Machine.PublicAddress}", command])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = process.StandardError.ReadToEndAsync(Token);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, (await output + await error).TrimEnd());
    }

    public async Task<string> RunAsync(string command)
    {
        var (status, output) = await TryAsync(command);
        Assert.True(status == 0, $"{command} on {Machine.Hostname}: {status}: {output}");
        return output;
    }

    /// <summary>Runs a compiled program and reads its reports.</summary>
    public async Task<ProgramRun> RunAsync(HostProgram program)
    {
        var (status, output) = await TryAsync("sh -s", program.ShellText);
        return ProgramRun.Read(status, output, program);
    }

    /// <summary>Reboots and waits until everything is up again.</summary>
    public async Task RebootAsync()
    {
        await room.RebootAsync(Machine.Id, Token);
        Assert.True(await room.AwaitSshAsync(Machine.Id, TimeSpan.FromMinutes(1), Token), $"{Machine.Id} does not come back");
        await TryAsync("systemctl is-system-running --wait");
    }

    public HostFacts Facts() => new(
        "boot", "debian", [], "12", "Debian GNU/Linux 12 (bookworm)", "x86_64", true, "eth0",
        new Dictionary<string, IReadOnlyList<string>> { ["eth0"] = [Machine.PublicAddress], ["eth0:0"] = [Machine.PrivateAddress] });
}
