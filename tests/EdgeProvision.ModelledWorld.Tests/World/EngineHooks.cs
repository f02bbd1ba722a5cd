using System.Text;
using EdgeProvision.Engine.Aliases;
using EdgeProvision.Engine.Setup;
using EdgeProvision.Sandbox.OpenNebula.Drivers;

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>The front-end's hooks for virtual machines are the product's alias hook, where somebody has registered it.</summary>
internal sealed class EngineHooks : IMachineHooks
{
    private readonly Lock _gate = new();
    private int _running;

    /// <summary>Set when there is one.</summary>
    public TheWorld? World { get; set; }

    /// <summary>What was logged.</summary>
    public List<AliasMessage> Log { get; } = [];

    /// <summary>The documents that hooks were called with.</summary>
    public List<string> Documents { get; } = [];

    /// <summary>The processes.</summary>
    public List<EngineProcess> Processes { get; } = [];

    /// <summary>None is running.</summary>
    public bool AreDone => Volatile.Read(ref _running) == 0;

    /// <summary>False: they are called by the test.</summary>
    public bool AreOn { get; set; } = true;

    public async Task RunAsync(IReadOnlyList<string> commands, string document)
    {
        if (!commands.Contains(FrontEndScripts.HookCommand))
            return;
        lock (_gate)
            Documents.Add(document);
        if (AreOn)
            await CallAsync(document);
    }

    /// <summary>Calls the hook with what it was called with once, or would be.</summary>
    public async Task CallAsync(string document)
    {
        Interlocked.Increment(ref _running);
        try
        {
            var process = World!.Start("front-end");
            lock (_gate)
                Processes.Add(process);
            await (await process.EngineAsync()).RunAliasHookAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(document)), Add, CancellationToken.None);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private void Add(AliasMessage message)
    {
        lock (_gate)
            Log.Add(message);
    }
}
