using System.Xml.Linq;
using EdgeProvision.Sandbox.OpenNebula.Drivers;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

/// <summary>Hooks that only note what they were run for.</summary>
internal sealed class RecordedHooks : IMachineHooks
{
    private readonly Lock _gate = new();
    private readonly List<(IReadOnlyList<string> Commands, XElement Machine)> _runs = [];

    public Task RunAsync(IReadOnlyList<string> commands, string document)
    {
        lock (_gate)
            _runs.Add((commands, XElement.Parse(document)));
        return Task.CompletedTask;
    }

    /// <summary>Waits until so many have run since the last look, and takes them. Changes that no hook is for do not count.</summary>
    internal async Task<IReadOnlyList<(string Command, XElement Machine)>> TakeAsync(int count)
    {
        while (Ran().Count < count)
            await Task.Delay(1, TestContext.Current.CancellationToken);
        lock (_gate)
        {
            var taken = Ran();
            _runs.Clear();
            return taken;
        }
    }

    private List<(string Command, XElement Machine)> Ran()
    {
        lock (_gate)
            return [.. _runs.SelectMany(r => r.Commands.Select(c => (c, r.Machine)))];
    }
}
