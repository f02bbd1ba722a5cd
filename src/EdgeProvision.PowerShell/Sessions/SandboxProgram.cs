using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Loading;

namespace EdgeProvision.PowerShell.Sessions;

/// <summary>The sandbox's program, which is shipped with the module and runs in processes of its own.</summary>
/// <param name="progress">Is told what it says, a line at a time.</param>
internal sealed class SandboxProgram(Action<string> progress)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private static readonly string s_folder = Path.Combine(ModuleLocation.Directory, "sandbox");

    /// <summary>Starts a sandbox, unless it runs already, and answers when it is ready: the lines of its environment by name.</summary>
    /// <exception cref="EdgeException"><c>SandboxStartFailed</c>, <c>SandboxNotSupported</c>.</exception>
    public async Task<IReadOnlyDictionary<string, string>> StartAsync(string id, string release, CancellationToken cancellationToken)
    {
        DemandLinux();
        var (exit, output, lastWord) = await RunAsync(["start", "--id", id, "--release", release], cancellationToken).ConfigureAwait(false);
        if (exit != 0)
            throw Failed("SandboxStartFailed", id, "did not start", lastWord);
        return output.Select(Export).OfType<KeyValuePair<string, string>>().ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Stops a sandbox with all its machines.</summary>
    /// <exception cref="EdgeException"><c>SandboxStopFailed</c>, <c>SandboxNotSupported</c>.</exception>
    public async Task<string> StopAsync(string id, CancellationToken cancellationToken)
    {
        DemandLinux();
        var (exit, output, lastWord) = await RunAsync(["stop", "--id", id], cancellationToken).ConfigureAwait(false);
        return exit == 0 ? string.Join('\n', output) : throw Failed("SandboxStopFailed", id, "did not stop", lastWord);
    }

    /// <summary>The sandboxes that this user has.</summary>
    /// <exception cref="EdgeException"><c>SandboxListFailed</c>.</exception>
    public async Task<IReadOnlyList<EdgeSandbox>> ListAsync(CancellationToken cancellationToken)
    {
        // Where there can be none, none is.
        if (!OperatingSystem.IsLinux())
            return [];
        var (exit, output, lastWord) = await RunAsync(["list"], cancellationToken).ConfigureAwait(false);
        if (exit != 0)
            throw new EdgeException("SandboxListFailed", ErrorKind.Refused, lastWord ?? "The sandboxes could not be listed.");
        return JsonSerializer.Deserialize<IReadOnlyList<EdgeSandbox>>(string.Concat(output), s_json) ?? [];
    }

    private static void DemandLinux()
    {
        if (OperatingSystem.IsLinux())
            return;
        throw new EdgeException("SandboxNotSupported", ErrorKind.NotSupported, "The sandbox's machines are real Linux machines, and this is not Linux.")
        {
            RecommendedAction = "Start the sandbox as root on Linux (in WSL, or on another computer) and connect to it from here with Connect-EdgeCloud.",
        };
    }

    // export NAME='value', a quote within as '\''
    private static KeyValuePair<string, string>? Export(string line)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        return line.StartsWith("export ", StringComparison.Ordinal) && equals > 0
            ? new KeyValuePair<string, string>(line["export ".Length..equals], line[(equals + 2)..^1].Replace("'\\''", "'", StringComparison.Ordinal))
            : null;
    }

    private async Task<(int Exit, IReadOnlyList<string> Output, string? LastWord)> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var start = CommandLine();
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Start(start);
        List<string> output = [];
        string? lastWord = null;
        process.OutputDataReceived += (_, line) => { if (line.Data is { } text) output.Add(text); };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not { Length: > 0 } text)
                return;
            lastWord = text;
            progress(text);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Only the one that waits; a sandbox that it has begun to start goes on, and is found by the next start.
            process.Kill();
            throw;
        }

        return (process.ExitCode, output, lastWord);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new Win32Exception("The program did not start.");
        }
        catch (Win32Exception error)
        {
            throw new EdgeException("SandboxStartFailed", ErrorKind.NotSupported, $"The sandbox's program could not be started with {start.FileName}: {error.Message}", error);
        }
    }

    private static ProcessStartInfo CommandLine()
    {
        // Where there is PowerShell without a dotnet command, PowerShell's own runtime plays the sandbox.
        var dotnet = FindDotnet();
        ProcessStartInfo start = dotnet is not null
            ? new(dotnet, [Path.Combine(s_folder, "EdgeProvision.Sandbox.dll")])
            : new(Environment.ProcessPath ?? "pwsh", ["-NoProfile", "-NonInteractive", "-File", Path.Combine(s_folder, "sandbox.ps1")]);
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        return start;
    }

    private static string? FindDotnet()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists);
    }

    private static EdgeException Failed(string code, string id, string what, string? lastWord) =>
        new(code, ErrorKind.Refused, lastWord ?? $"The sandbox '{id}' {what}.") { Target = id };
}
