using EdgeProvision.Engine.Hosts.Programs;

namespace EdgeProvision.ModelledWorld.Tests.Hosts;

/// <summary>A program on a modelled host, by the rules of the run protocol: one at a time, done already by fingerprint, on the world's own clock.</summary>
internal sealed class ModelledRun(ModelledMachine machine, TimeProvider world, HostProgram program, Action<HostStepReport> onStep)
{
    /// <summary>The report, or null when the machine went down.</summary>
    public async Task<ProgramReport?> StartAsync()
    {
        // A check waits for nobody, and nobody for it.
        if (program.CheckOnly)
            return await RunAsync();
        await machine.Unit.WaitAsync();
        try
        {
            return await RunAsync();
        }
        finally
        {
            machine.Unit.Release();
        }
    }

    private async Task<ProgramReport?> RunAsync()
    {
        var disk = machine.Disk;
        var configuration = program.Kind == HostProgramKind.Configuration;
        if (machine.Memory is not { } boot)
            return null;
        if (!program.Reapply && !program.CheckOnly)
        {
            if (configuration ? disk.Succeeded == program.Fingerprint : program.PeersHash.Length > 0 && disk.PeersHash == program.PeersHash)
                return new ProgramReport(HostStepOutcome.Ok, [], disk.PeersHash, WasAlreadyDone: true);
        }

        if (configuration && !program.CheckOnly)
        {
            disk.Succeeded = null;
            machine.Runs++;
        }

        var player = new StepPlayer(disk, boot, program);
        List<HostStepReport> reports = [];
        for (var index = 0; index < program.Steps.Count; index++)
        {
            var took = StepPlayer.TimeOf(program.Steps[index]);
            await Task.WhenAny(Task.Delay(took, world), machine.Down);
            if (machine.Memory != boot)
                return null;
            var report = player.Play(index) with { Duration = took };
            reports.Add(report);
            onStep(report);
            if (report.Outcome == HostStepOutcome.Failed && !program.CheckOnly)
                return new ProgramReport(HostStepOutcome.Failed, reports, disk.PeersHash, false);
        }

        if (!program.CheckOnly)
        {
            if (configuration)
                disk.Succeeded = program.Fingerprint;
            if (program.PeersHash.Length > 0)
                disk.PeersHash = program.PeersHash;
        }

        var outcome = reports.Any(r => r.Outcome == HostStepOutcome.Failed) ? HostStepOutcome.Failed
            : reports.Any(r => r.Outcome == HostStepOutcome.Changed) ? HostStepOutcome.Changed : HostStepOutcome.Ok;
        return new ProgramReport(outcome, reports, disk.PeersHash, false);
    }
}
