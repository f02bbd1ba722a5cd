using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace EdgeProvision.Sandbox.OpenNebula.Drivers;

/// <summary>Runs the scripts of a remotes folder as the daemon's driver managers do: a document in base64 on standard input, the answer on standard output.</summary>
internal sealed class RemoteScripts(RemotesFolder folder) : IDisposable
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>Runs a script to its end, however long that takes.</summary>
    /// <param name="path">Its path in the folder.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="document">The document.</param>
    public async Task<AddressRangeAnswer> RunAsync(string path, IEnumerable<string> arguments, string document)
    {
        var file = Path.Combine(folder.Path, path);
        using var process = Start(file, arguments);
        if (process is null)
            return AddressRangeAnswer.Failed();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(_end.Token);
            var errors = process.StandardError.ReadToEndAsync(_end.Token);
            await WriteAsync(process, Convert.ToBase64String(Encoding.UTF8.GetBytes(document))).ConfigureAwait(false);
            await process.WaitForExitAsync(_end.Token).ConfigureAwait(false);
            return process.ExitCode == 0 ? AddressRangeAnswer.Ok(await output.ConfigureAwait(false)) : AddressRangeAnswer.Failed(Reason(await errors.ConfigureAwait(false)));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return AddressRangeAnswer.Failed();
        }
    }

    /// <summary>What of the error text is the reason: the block that OpenNebula's own scripts write, else the last line.</summary>
    internal static string Reason(string errors)
    {
        const string begin = "ERROR MESSAGE --8<------\n", end = "\nERROR MESSAGE ------>8--";
        var text = errors.ReplaceLineEndings("\n");
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        if (from >= 0 && text.IndexOf(end, from, StringComparison.Ordinal) is >= 0 and var to && to >= from + begin.Length)
            return text[(from + begin.Length)..to];
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private static async Task WriteAsync(Process process, string text)
    {
        try
        {
            await process.StandardInput.WriteAsync(text).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It did not read what it was given, which is no failure.
        }
    }

    // A script that is not there, or may not be run, fails and says nothing.
    private Process? Start(string file, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in folder.Environment)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
