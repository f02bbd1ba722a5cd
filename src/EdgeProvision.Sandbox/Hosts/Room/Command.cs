using System.Diagnostics;
using EdgeProvision.Model;

namespace EdgeProvision.Sandbox.Hosts.Room;

/// <summary>A system command, run to its end.</summary>
internal static class Command
{
    /// <summary>Runs it and answers what it wrote to standard output.</summary>
    /// <exception cref="EdgeException"><c>SandboxCommandFailed</c>, with what it wrote to standard error.</exception>
    public static async Task<string> RunAsync(string file, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var (status, output, error) = await TryAsync(file, arguments, cancellationToken);
        return status == 0 ? output : throw Failed(file, arguments, status, error);
    }

    /// <summary>Runs it, whatever its exit status.</summary>
    public static async Task<(int Status, string Output, string Error)> TryAsync(
        string file, IEnumerable<string> arguments, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(file, arguments, environment);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>How to start it.</summary>
    /// <exception cref="EdgeException"><c>SandboxCommandMissing</c>.</exception>
    public static ProcessStartInfo Describe(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var program = Programs.Find(file) ?? throw new EdgeException(
            "SandboxCommandMissing", ErrorKind.NotFound, $"The sandbox needs the command '{file}', which is not installed on this computer.")
        {
            Target = file,
            RecommendedAction = "Install the packages iproute2, util-linux, kmod and bash.",
        };
        var start = new ProcessStartInfo(program, arguments) { Environment = { ["PATH"] = Programs.SearchPath } };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static Process Start(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = Describe(file, arguments, environment);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        return Process.Start(start)!;
    }

    private static EdgeException Failed(string file, IEnumerable<string> arguments, int status, string error)
    {
        var tail = string.Join(' ', error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(5));
        return new EdgeException("SandboxCommandFailed", ErrorKind.Refused,
            $"The sandbox ran '{file} {string.Join(' ', arguments)}', which ended with status {status}: {tail}")
        {
            Target = file,
        };
    }
}
