using EdgeProvision.Engine.Hosts.Programs;

namespace EdgeProvision.Engine.Hosts;

/// <summary>One logged-in connection to an edge host. Everything runs as root (through <c>sudo -n</c> for another user).</summary>
public interface IHostChannel : IAsyncDisposable
{
    /// <summary>The host's public key as a known_hosts line has it, without the name: <c>ssh-ed25519 AAAA…</c>.</summary>
    string HostKey { get; }

    /// <summary>What the host says of itself.</summary>
    Task<HostFacts> ReadFactsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Runs a configuration program by the run protocol: detached in a named transient unit under a file lock; attaches to one of the same
    /// fingerprint that is under way; follows its log and reports each step as it happens. A lost connection is reopened.
    /// A failed step is an outcome in the report, not an exception.
    /// </summary>
    Task<ProgramReport> RunProgramAsync(HostProgram program, Action<HostStepReport> onStep, CancellationToken cancellationToken);

    /// <summary>Runs one command by the login shell and waits for its end. <paramref name="standardInput"/> may be null.</summary>
    Task<CommandResult> RunCommandAsync(string command, string? standardInput, CancellationToken cancellationToken);
}
