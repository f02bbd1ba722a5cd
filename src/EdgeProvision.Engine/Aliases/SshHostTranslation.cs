using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Aliases;

/// <summary>The host is told by <c>ssh</c>, as oned itself reaches it: as oneadmin, who may run this one program as root there (role alias-sdnat).</summary>
/// <param name="privateKey">File of the key to log in with; null for oneadmin's own.</param>
/// <param name="time">The clock.</param>
internal sealed class SshHostTranslation(string? privateKey, TimeProvider time) : IHostTranslation
{
    private const string User = "oneadmin";
    private const string Program = "/usr/local/lib/edgeprovision/alias-sdnat";
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task TellAsync(HostObject host, string address, string? inner, CancellationToken cancellationToken)
    {
        // A login shell puts them together again: nothing but an address may be in it.
        var words = new[] { address, inner }.OfType<string>().Select(a => IPv4Number.Of(a) is { } number ? IPv4Number.Text(number) : throw Failed(host, a, "it is no IPv4 address", null));
        var command = string.Join(' ', ["sudo", "-n", Program, "arrives", .. words]);
        using var session = Session(host, command);
        await RunAsync(host, address, session, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>With the host's pinned key where it is known; else as oneadmin's own files say.</summary>
    private SshSession Session(HostObject host, string command)
    {
        var target = HostReading.Read(host, "").Address ?? host.Name;
        var port = int.TryParse(host.Template.TextAt("PROVISION_CONNECTION/REMOTE_PORT"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 22;
        if (host.Template.Text(EdgeAttribute.SshHostKey) is not { Length: > 0 } pin)
            return new SshSession("ssh", ["-o", "ConnectTimeout=15", "-p", port.ToString(CultureInfo.InvariantCulture), "-l", User, "--", target, command]) { CleanUp = () => { } };
        return InteractiveSsh.Prepare(new HostConnection(target, port, User, new SshCredentials(null, null, null, "", "ssh itself"), pin, AcceptFirstContact: false, s_longest), privateKey, command);
    }

    private async Task RunAsync(HostObject host, string address, SshSession session, CancellationToken cancellationToken)
    {
        using var process = Start(host, address, session);
        using var limit = new CancellationTokenSource(s_longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(both.Token);
            var errors = process.StandardError.ReadToEndAsync(both.Token);
            await process.WaitForExitAsync(both.Token).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            var said = ErrorText.Clean(await errors.ConfigureAwait(false));
            if (process.ExitCode != 0)
                throw Failed(host, address, $"ssh ended with exit code {process.ExitCode}{(said.Length == 0 ? "" : $": {said}")}", null);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw Failed(host, address, FormattableString.Invariant($"it did not answer within {s_longest.TotalSeconds:0} s"), null);
        }
    }

    private static Process Start(HostObject host, string address, SshSession session)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(session.Program, ["-o", "BatchMode=yes", .. session.Arguments]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })
                ?? throw Failed(host, address, "ssh could not be started", null);
        }
        catch (Win32Exception error)
        {
            throw Failed(host, address, $"ssh could not be started ({error.Message})", error);
        }
    }

    private static EdgeException Failed(HostObject host, string address, string why, Exception? cause) =>
        new("HostNotTold", ErrorKind.Unreachable, $"Host {host.Id} ({host.Name}) could not be told how {ErrorText.Clean(address)} arrives there: {why}.", cause)
        {
            Target = host.Name,
            RecommendedAction = $"Log in to it as {User} from the front-end by hand. It needs the role alias-sdnat (its playbook has it); `onehook retry` runs the hook once more.",
        };
}
