using System.Diagnostics;

namespace EdgeProvision.Sandbox.Tests.Hosts;

/// <summary>Commands of the computer that the tests run on.</summary>
internal static class Shell
{
    public static async Task<(int Status, string Output)> TryAsync(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
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
