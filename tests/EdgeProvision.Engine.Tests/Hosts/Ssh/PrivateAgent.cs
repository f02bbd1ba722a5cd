using System.Diagnostics;

namespace EdgeProvision.Engine.Tests.Hosts.Ssh;

/// <summary>A real ssh-agent of a test's own.</summary>
internal sealed class PrivateAgent : IAsyncDisposable
{
    private readonly Process _process;

    private PrivateAgent(Process process, string socket)
    {
        _process = process;
        Socket = socket;
    }

    public string Socket { get; }

    public static async Task<PrivateAgent> StartAsync(string directory)
    {
        string socket = Path.Combine(directory, "agent");
        Process process = Process.Start(new ProcessStartInfo("ssh-agent", ["-D", "-a", socket]) { RedirectStandardOutput = true })!;
        for (int i = 0; i < 2400 && !File.Exists(socket); i++)
            await Task.Delay(25);
        return new(process, socket);
    }

    public async Task AddAsync(string key)
    {
        using Process add = Process.Start(new ProcessStartInfo("ssh-add", ["-q", key]) { Environment = { ["SSH_AUTH_SOCK"] = Socket } })!;
        await add.WaitForExitAsync();
        Assert.Equal(0, add.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
