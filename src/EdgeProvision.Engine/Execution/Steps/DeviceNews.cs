using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>
/// What is said while a machine is waited for: its state, and what the provider says that it is doing to it, each once. The provider is asked for that only when the machine has
/// moved, so that waiting costs hardly more requests than before; an answer that does not come is done without.
/// </summary>
internal sealed class DeviceNews(StepContext context, HostWork host)
{
    // A machine that an earlier run has ordered may have a long history.
    private const int MostAtOnce = 10;

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private string? _state;
    private int? _percent;

    /// <summary>The provider's last words, or null.</summary>
    public string? Last { get; private set; }

    /// <summary>Says what is new.</summary>
    public async Task TellAsync(IProviderDriver driver, Device device)
    {
        if (device.ProviderState == _state && device.ProgressPercent == _percent)
            return;

        (_state, _percent) = (device.ProviderState, device.ProgressPercent);
        var events = await ReadAsync(driver, device.Id).ConfigureAwait(false);
        var fresh = events.Where(e => !_told.Contains(e.Id)).ToList();
        _told.UnionWith(fresh.Select(e => e.Id));
        foreach (var earlier in fresh.TakeLast(MostAtOnce).SkipLast(1))
            context.Progress($"machine {host.DeviceId}: {earlier.Text}", device.ProgressPercent);
        Last = fresh.Count == 0 ? Last : fresh[^1].Text;

        // Only the last of them goes with the state as it is now.
        context.Progress($"machine {host.DeviceId} is {device.ProviderState}{(fresh.Count == 0 ? "" : $": {Last}")}", device.ProgressPercent);
    }

    private async Task<IReadOnlyList<DeviceEvent>> ReadAsync(IProviderDriver driver, string deviceId)
    {
        try
        {
            return await driver.ReadEventsAsync(deviceId, context.CancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException)
        {
            return [];
        }
    }
}
