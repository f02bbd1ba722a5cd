using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace EdgeProvision.Cli.Tests.Processes;

/// <summary>A command that runs: what it says is read as it comes.</summary>
internal sealed class RunningCommand : IAsyncDisposable
{
    private static readonly TimeSpan s_longestRun = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task _errors;
    private readonly StringBuilder _said = new();
    private TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RunningCommand(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        _errors = ListenAsync();
    }

    public int Id => _process.Id;

    /// <summary>Waits until a text stands on standard error.</summary>
    public async Task SaysAsync(string text)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            // Before the look: what is said at the very end counts.
            var isLast = clock.Elapsed > s_longestRun || _errors.IsCompleted;
            Task heard;
            lock (_said)
            {
                if (_said.ToString().Contains(text, StringComparison.Ordinal))
                    return;
                heard = _heard.Task;
            }

            if (isLast)
                Assert.Fail($"It did not say '{text}'.\n{_said}");
            await Task.WhenAny(heard, _errors, Task.Delay(s_longestRun, TestContext.Current.CancellationToken));
        }
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task<CommandResult> EndAsync()
    {
        try
        {
            await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(s_longestRun, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"It did not end.\n{await _output}\n{_said}");
        }

        await _errors;
        var result = new CommandResult(_process.ExitCode, (await _output).ReplaceLineEndings("\n"), _said.ToString());
        TestContext.Current.TestOutputHelper?.WriteLine($"{string.Join(' ', _process.StartInfo.ArgumentList)}\n{result}");
        return result;
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ListenAsync()
    {
        while (await _process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lock (_said)
            {
                _said.Append(line).Append('\n');
                _heard.SetResult();
                _heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
