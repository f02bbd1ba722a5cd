using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Files;
using EdgeProvision.Engine.Hosts.Programs;

namespace EdgeProvision.Engine.Tests.Hosts.Files;

/// <summary>A host that answers every command with the same words.</summary>
internal sealed class ScriptedChannel(string answer) : IHostChannel, IHostFiles
{
    public int Streams { get; private set; }

    public string HostKey => "";

    public Task<HostFacts> ReadFactsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ProgramReport> RunProgramAsync(HostProgram program, Action<HostStepReport> onStep, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CommandResult> RunCommandAsync(string command, string? standardInput, CancellationToken cancellationToken) => Task.FromResult(new CommandResult(0, answer, ""));

    public Task<CommandResult> StreamAsync(string command, Action<Stream, Stream> talk, CancellationToken cancellationToken)
    {
        Streams++;
        return Task.FromResult(new CommandResult(0, "", ""));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
