using System.Collections.Concurrent;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>What hosts that come at the same time share: it is made for the first of them, while the others wait, and remembered.</summary>
internal sealed class MadeOnce<T>
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly ConcurrentDictionary<string, T> known = new(StringComparer.Ordinal);

    /// <summary>The one of that name.</summary>
    public async Task<T> GetAsync(string name, Func<Task<T>> make, CancellationToken cancellationToken) => known.TryGetValue(name, out var there)
        ? there
        : await InTurnAsync(async () => known.TryGetValue(name, out var made) ? made : known[name] = await make().ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Does something that must not be done while anything is made.</summary>
    public async Task<TResult> InTurnAsync<TResult>(Func<Task<TResult>> work, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }
}
