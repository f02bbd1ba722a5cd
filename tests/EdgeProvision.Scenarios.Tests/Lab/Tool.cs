using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>A run of the command in a process of its own.</summary>
public sealed class Tool : IDisposable
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();

    public Tool(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has said so far.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
                return _text.ToString();
        }
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>Waits until it has said something.</summary>
    public async Task SaysAsync(string text, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        while (!Text.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(!_process.HasExited && Stopwatch.GetElapsedTime(start) < LongestRun, $"It never said '{text}', but:\n{Text}");
            await Task.Delay(20, cancellationToken);
        }
    }

    /// <summary>The exit code.</summary>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestRun);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"It has not ended within {LongestRun.TotalSeconds:0} s:\n{Text}");
        }

        return _process.ExitCode;
    }

    /// <summary>Waits for its end, which must be a good one; answers what it said.</summary>
    public async Task<string> SucceedsAsync(CancellationToken cancellationToken)
    {
        var code = await EndAsync(cancellationToken);
        Assert.True(code == 0, $"Exit code {code}:\n{Text}");
        return Text;
    }

    /// <summary>Waits for its end, which must be exit code 255; answers what it said.</summary>
    public async Task<string> FailsAsync(CancellationToken cancellationToken)
    {
        var code = await EndAsync(cancellationToken);
        Assert.True(code == 255, $"Exit code {code}:\n{Text}");
        return Text;
    }

    /// <summary>SIGKILL: no handler runs, nothing is tidied up.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        Assert.False(_process.HasExited, $"It ended before it could be killed:\n{Text}");
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Signal(PosixSignal signal) => Assert.Equal(0, Send(_process.Id, signal == PosixSignal.SIGINT ? 2 : 15));

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
            _text.AppendLine(line);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int pid, int signal);
}
