using System.ComponentModel;
using System.Diagnostics;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Standing;

/// <summary>
/// A machine's power by a program of the user's: <c>PROGRAM on|off|force-off|reboot|status ADDRESS HOSTNAME</c>. A descriptor, and what OpenNebula keeps of it, only
/// names a program in the user's own folder, so that nobody who can write there has anything else run.
/// </summary>
internal sealed class CommandPower(StandingMachine machine, string program, RestOptions options) : IMachinePower
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(120);

    /// <summary>The way through a program.</summary>
    /// <exception cref="StandingException">The user has no such program.</exception>
    public static CommandPower Of(StandingMachine machine, string command, string? folder, RestOptions options)
    {
        if (folder is null || !ProgramName.IsBare(command))
            throw StandingErrors.SettingWrong(machine, "power_command", $"is not the bare name of a program in {folder ?? "the user's folder"}");
        var path = Path.Combine(folder, command);
        return File.Exists(path) ? new CommandPower(machine, path, options) : throw StandingErrors.SettingWrong(machine, "power_command", $"names '{ErrorText.Clean(command)}', and there is no such program in {folder}");
    }

    public async Task<PowerReading> ReadAsync(CancellationToken cancellationToken)
    {
        var word = ErrorText.Clean(await RunAsync("status", cancellationToken).ConfigureAwait(false));
        return word.ToLowerInvariant() switch
        {
            "on" => new PowerReading(DeviceState.Active, "on"),
            "off" => new PowerReading(DeviceState.Inactive, "off"),
            _ => new PowerReading(DeviceState.Unknown, word.Length == 0 ? "of unknown power" : word),
        };
    }

    public async Task ActAsync(PowerAction action, CancellationToken cancellationToken)
    {
        if (options.BeforeWrite is { } gate)
            await gate(cancellationToken).ConfigureAwait(false);
        await RunAsync(action switch
        {
            PowerAction.On => "on",
            PowerAction.Off => "off",
            PowerAction.ForceOff => "force-off",
            _ => "reboot",
        }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> RunAsync(string action, CancellationToken cancellationToken)
    {
        using var process = Start(action);
        using var limit = new CancellationTokenSource(s_longest, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(both.Token);
            var errors = process.StandardError.ReadToEndAsync(both.Token);
            await process.WaitForExitAsync(both.Token).ConfigureAwait(false);
            var said = (await errors.ConfigureAwait(false)).Trim();
            return process.ExitCode == 0 ? await output.ConfigureAwait(false) : throw Failed(action, $"it ended with exit code {process.ExitCode}{(said.Length == 0 ? "" : $": {ErrorText.Clean(said)}")}", null);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw Failed(action, FormattableString.Invariant($"it did not end within {s_longest.TotalSeconds:0} s"), null);
        }
    }

    private Process Start(string action)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { action, machine.DeviceId!, machine.Hostname })
            start.ArgumentList.Add(argument);
        try
        {
            return Process.Start(start) ?? throw Failed(action, "it could not be started", null);
        }
        catch (Win32Exception error)
        {
            throw Failed(action, $"it could not be started ({error.Message})", error);
        }
    }

    private StandingException Failed(string action, string why, Exception? cause) =>
        new("PowerCommandFailed", ErrorKind.Refused, $"The power command {program} {action} for host {machine.Hostname} failed: {why}.", cause)
        {
            Target = machine.Hostname,
            RecommendedAction = $"Run it by hand: {program} {action} {machine.DeviceId} {machine.Hostname}",
        };
}
