using System.Diagnostics;

namespace EdgeProvision.Sandbox.Tests.Hosts;

/// <summary>Commands of the computer that the tests run on.</summary>
internal static class Shell
{
    /// <summary>Starts one that goes on beside the test.</summary>
    public static Process Start(string file, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardInput.Close();
        return process;
    }

    public static async Task<(int Status, string Output)> TryAsync(string file, params string[] arguments)
    {
        using var process = Start(file, arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, (await output + await error).TrimEnd());
    }

    public static async Task<string> RunAsync(string file, params string[] arguments)
    {
        var (status, output) = await TryAsync(file, arguments);
        Assert.True(status == 0, $"{file} {string.Join(' ', arguments)}: {status}: {output}");
        return output;
    }
}
