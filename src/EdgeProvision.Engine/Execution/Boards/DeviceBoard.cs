using EdgeProvision.Engine.Providers;

namespace EdgeProvision.Engine.Execution.Boards;

/// <summary>
/// The provider's list of a provision's devices, asked for once for all hosts that want it at about the same time. Whoever asks gets an
/// answer to a request that was sent after it asked, never an older one.
/// </summary>
public sealed class DeviceBoard(IProviderDriver driver, string provisionId)
{
    private readonly Lock _lock = new();
    private Task<IReadOnlyList<Device>>? _running;
    private Task<IReadOnlyList<Device>>? _next;

    /// <summary>The provider's driver.</summary>
    public IProviderDriver Driver => driver;

    /// <summary>All devices of the provision that are not being released.</summary>
    public async Task<IReadOnlyList<Device>> ListAsync(CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<Device>> answer;
        lock (_lock)
        {
            if (_running is null or { IsCompleted: true })
                answer = _running = RequestAsync(null);
            else
                answer = _next ??= RequestAsync(_running);
        }

        return await answer.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Devices of one key, oldest first.</summary>
    public async Task<IReadOnlyList<Device>> ListAsync(string edgeKey, CancellationToken cancellationToken) =>
        [.. (await ListAsync(cancellationToken).ConfigureAwait(false)).Where(d => d.EdgeKey == edgeKey).OrderBy(d => d.CreatedAt).ThenBy(d => d.Id, StringComparer.Ordinal)];

    private async Task<IReadOnlyList<Device>> RequestAsync(Task? before)
    {
        await Task.Yield();
        if (before is not null)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_lock)
                (_running, _next) = (_next, null);
        }

        // Not the asker's token: others wait for the same answer. The driver's own deadline ends it.
        var devices = await driver.ListDevicesAsync(provisionId, CancellationToken.None).ConfigureAwait(false);
        return [.. devices.Where(d => d.State != DeviceState.Releasing)];
    }
}
