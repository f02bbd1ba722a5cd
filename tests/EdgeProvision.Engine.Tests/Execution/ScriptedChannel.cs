using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Programs;

namespace EdgeProvision.Engine.Tests.Execution;

/// <summary>A host that answers what the test says.</summary>
internal sealed class ScriptedChannel : IHostChannel
{
    public string HostKey { get; init; } = "ssh-ed25519 AAAA";

    public Func<string> BootId { get; set; } = () => "boot-1";

    public Func<HostProgram, Action<HostStepReport>, ProgramReport> Run { get; set; } =
        (program, _) => new ProgramReport(HostStepOutcome.Changed, [], program.PeersHash, false);

    public List<HostProgram> Programs { get; } = [];

    public Task<HostFacts> ReadFactsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new HostFacts(BootId(), "debian", [], "12", "Debian 12", "x86_64", true, "eth0", new Dictionary<string, IReadOnlyList<string>>()));

    public Task<ProgramReport> RunProgramAsync(HostProgram program, Action<HostStepReport> onStep, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Programs.Add(program);
        return Task.FromResult(Run(program, onStep));
    }

    public Task<CommandResult> RunCommandAsync(string command, string? standardInput, CancellationToken cancellationToken) =>
        Task.FromResult(new CommandResult(0, "", ""));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
