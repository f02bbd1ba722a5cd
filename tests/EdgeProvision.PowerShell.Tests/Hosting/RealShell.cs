using System.Diagnostics;
using System.Text;

namespace EdgeProvision.PowerShell.Tests.Hosting;

/// <summary>A script in a real <c>pwsh</c>, in a process of its own: behind a pseudo-terminal, or without any input.</summary>
internal sealed class RealShell : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _shown = new();
    private readonly Task _reading;

    private RealShell(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        start.Environment["TERM"] = "xterm";
        start.Environment.Remove("NO_COLOR");
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(KeepAsync(_process.StandardOutput), KeepAsync(_process.StandardError));
    }

    /// <summary>What it has shown so far.</summary>
    public string Text
    {
        get
        {
            lock (_shown)
                return _shown.ToString();
        }
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Runs a script file where somebody sits before it. Whoever was started in the background by a shell hands down signals that are ignored.</summary>
    public static RealShell InTerminal(string script)
    {
        Need("pwsh");
        Need("script");
        return new RealShell("script", ["-qefc", $"stty cols 120; exec env --default-signal=INT,QUIT pwsh -NoProfile -NoLogo -File '{script}'", "/dev/null"]);
    }

    /// <summary>Runs a script file as a CI agent does: output goes to a log, and there is nothing to read.</summary>
    public static RealShell InPipeline(string script, params string[] options)
    {
        Need("pwsh");
        var shell = new RealShell("pwsh", ["-NoProfile", "-NoLogo", .. options, "-File", script]);
        shell._process.StandardInput.Close();
        return shell;
    }

    /// <summary>Presses Ctrl+C.</summary>
    public void Interrupt() => Type("\x03");

    /// <summary>Its exit code; it is given so long.</summary>
    public async Task<int> ExitAsync(TimeSpan longest)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(longest);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            await _reading.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"It has not ended after {longest}:\n{Text}");
        }

        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static void Need(string program)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))))
            Assert.Skip($"This test runs the real shell, and there is no '{program}' on this machine.");
    }

    private async Task KeepAsync(StreamReader stream)
    {
        var buffer = new char[1024];
        while (await stream.ReadAsync(buffer) is > 0 and var count)
        {
            lock (_shown)
                _shown.Append(buffer, 0, count);
            Answer(buffer.AsSpan(0, count));
        }
    }

    /// <summary>A terminal tells where its cursor is when it is asked; whoever asks waits for that.</summary>
    private void Answer(ReadOnlySpan<char> shown)
    {
        for (var asked = shown.Count("\x1b[6n"); asked > 0; asked--)
            Type("\x1b[1;1R");
    }

    private void Type(string keys)
    {
        lock (_process)
        {
            _process.StandardInput.Write(keys);
            _process.StandardInput.Flush();
        }
    }
}
