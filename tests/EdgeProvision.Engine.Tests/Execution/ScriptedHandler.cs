using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution;

/// <summary>Does for each step what the test says, and writes down when it began and ended.</summary>
internal sealed class ScriptedHandler(StepKind kind) : IStepHandler
{
    private readonly Lock _lock = new();
    private int _running;

    public StepKind Kind => kind;

    public Func<StepContext, Task<StepOutcome>> Do { get; set; } = _ => Task.FromResult(StepOutcome.Done);

    public List<string> Log { get; } = [];

    public int MostAtOnce { get; private set; }

    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        lock (_lock)
        {
            Log.Add("+" + context.Step.Id);
            MostAtOnce = Math.Max(MostAtOnce, ++_running);
        }

        try
        {
            return await Do(context);
        }
        finally
        {
            lock (_lock)
            {
                _running--;
                Log.Add("-" + context.Step.Id);
            }
        }
    }
}
