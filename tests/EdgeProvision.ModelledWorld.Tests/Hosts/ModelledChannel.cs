using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.ModelledWorld.Tests.World;

namespace EdgeProvision.ModelledWorld.Tests.Hosts;

/// <summary>One connection to a modelled host. What it starts goes on when the process that started it is killed.</summary>
internal sealed class ModelledChannel(HostConnection connection, ModelledMachine machine, TimeProvider time, OutsideCalls calls) : IHostChannel
{
    private readonly ModelledMemory _boot = machine.Memory!;

    public string HostKey { get; } = machine.Disk.HostKey;

    public async Task<HostFacts> ReadFactsAsync(CancellationToken cancellationToken)
    {
        await calls.PassAsync("host facts", cancellationToken);
        MustStand("its facts were read");
        return machine.Facts();
    }

    public async Task<ProgramReport> RunProgramAsync(HostProgram program, Action<HostStepReport> onStep, CancellationToken cancellationToken)
    {
        await calls.PassAsync("host run", cancellationToken);
        MustStand("a program was started");
        var run = new ModelledRun(machine, calls.World, program, onStep);
        var report = await run.StartAsync().WaitAsync(cancellationToken);
        await calls.PassAsync("host followed", cancellationToken);
        return report ?? throw SshErrors.Lost(connection, "a program ran");
    }

    public async Task<CommandResult> RunCommandAsync(string command, string? standardInput, CancellationToken cancellationToken)
    {
        await calls.PassAsync("host command", cancellationToken);
        MustStand("a command ran");
        return command == "true" ? new CommandResult(0, "", "") : throw new NotSupportedException($"A modelled host has no shell for '{command}'.");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void MustStand(string what)
    {
        if (machine.Memory != _boot || machine.AnswersFrom > time.GetElapsedTime(0))
            throw SshErrors.Lost(connection, what);
    }
}
