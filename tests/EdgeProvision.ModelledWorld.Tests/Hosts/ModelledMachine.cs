using EdgeProvision.Engine.Hosts;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.ModelledWorld.Tests.Hosts;

/// <summary>One modelled host: its disk, and while it is on, its memory.</summary>
internal sealed class ModelledMachine(Machine machine, ModelledDisk disk)
{
    private TaskCompletionSource _down = Ended();

    public Machine Machine { get; set; } = machine;

    /// <summary>True in a provider's own network: it does not know its public address.</summary>
    public bool IsTranslated { get; init; }

    public ModelledDisk Disk { get; set; } = disk;

    /// <summary>Null while it is off.</summary>
    public ModelledMemory? Memory { get; private set; }

    /// <summary>When SSH answers, on the world's clock.</summary>
    public TimeSpan AnswersFrom { get; private set; }

    /// <summary>How often it was booted.</summary>
    public int Boots { get; private set; }

    /// <summary>Configurations that were run from their beginning.</summary>
    public int Runs { get; set; }

    /// <summary>Ends when the machine goes down.</summary>
    public Task Down => _down.Task;

    /// <summary>One program at a time, as the run protocol's file lock has it.</summary>
    public SemaphoreSlim Unit { get; } = new(1, 1);

    public HostFacts Facts() => new(
        Memory!.BootId, "debian", [], "12", "Debian GNU/Linux 12 (bookworm)", "x86_64", true, "eth0",
        new Dictionary<string, IReadOnlyList<string>> { ["eth0"] = [Machine.PublicAddress], ["eth0:0"] = [Machine.PrivateAddress] });

    public void Boot(TimeSpan answersFrom)
    {
        if (Memory is not null)
            return;
        Boots++;
        AnswersFrom = answersFrom;
        Memory = new ModelledMemory(Disk, $"boot-{Machine.Id}-{Boots}");
        _down = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Stop()
    {
        Memory = null;
        _down.TrySetResult();
    }

    private static TaskCompletionSource Ended()
    {
        var ended = new TaskCompletionSource();
        ended.SetResult();
        return ended;
    }
}
