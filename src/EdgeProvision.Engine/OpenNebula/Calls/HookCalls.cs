using System.Collections.Immutable;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Calls on hooks.</summary>
public sealed class HookCalls
{
    private readonly FrontEndClient _client;

    internal HookCalls(FrontEndClient client) => _client = client;

    /// <summary>Makes a hook and answers its id.</summary>
    public Task<int> AllocateAsync(string template, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.hook.allocate", "a hook", template), token);

    /// <summary>All hooks, by id.</summary>
    public Task<ImmutableArray<HookObject>> ListAsync(CancellationToken token) =>
        _client.RunForXmlAsync(
            FrontEndCall.Read("one.hookpool.info", "all hooks", PoolFilter.All, PoolFilter.NoLimit, PoolFilter.NoLimit),
            pool => pool.Expect("HOOK_POOL").Pool("HOOK", HookObject.Read),
            token);

    /// <summary>Deletes it.</summary>
    public Task DeleteAsync(int id, CancellationToken token) => _client.RunForIdAsync(FrontEndCall.Write("one.hook.delete", $"hook {id}", id), token);
}
