using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Wire;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>Method name → what it does. The whole interface of the daemon, as far as it is emulated, is in this table.</summary>
internal sealed class CallTable
{
    private readonly Dictionary<string, Func<CallContext, Task<RpcValue>>> handlers = new(StringComparer.Ordinal);

    internal static CallTable Full(ReleaseFacts facts)
    {
        var table = new CallTable();
        SystemCalls.AddTo(table);
        ClusterCalls.AddTo(table);
        HostCalls.AddTo(table);
        DatastoreCalls.AddTo(table);
        NetworkCalls.AddTo(table);
        AddressCalls.AddTo(table);
        DocumentCalls.AddTo(table);
        TemplateCalls.AddTo(table);
        HookCalls.AddTo(table);
        ImageCalls.AddTo(table);
        VmCalls.AddTo(table);
        VmPlugging.AddTo(table);
        UserCalls.AddTo(table);
        ObjectCalls.AddTo(table);
        PoolCalls.AddTo(table);
        LockCalls.AddTo(table, facts);
        return table;
    }

    internal IEnumerable<string> Names => handlers.Keys;

    internal bool TryGet(string method, out Func<CallContext, Task<RpcValue>> handler) => handlers.TryGetValue(method, out handler!);

    /// <summary>Runs under the zone's lock, from the first look to the last change.</summary>
    internal void Add(string method, Func<CallContext, RpcValue> handler) =>
        handlers.Add(method, call => Task.FromResult(call.Zone.Run(() => handler(call))));

    /// <summary>The same, answering the id that it returns.</summary>
    internal void Add(string method, Func<CallContext, int> handler) => Add(method, call => (RpcValue)new RpcValue.Number(handler(call)));

    /// <summary>Runs outside the lock: it calls drivers.</summary>
    internal void AddAsync(string method, Func<CallContext, Task<int>> handler) =>
        handlers.Add(method, async call => new RpcValue.Number(await handler(call).ConfigureAwait(false)));

    /// <summary>A change of the object that an argument names: it waits while a driver works for that object.</summary>
    internal void AddGated(string method, ObjectKind kind, Func<CallContext, Task<int>> handler, int idAt = 1) => AddAsync(method, async call =>
    {
        var item = call.Zone.Run(() => call.Zone.Find(kind, call.Int(idAt)));
        if (item is null) return await handler(call).ConfigureAwait(false);
        await item.Gate.WaitAsync().ConfigureAwait(false);
        try
        {
            return await handler(call).ConfigureAwait(false);
        }
        finally
        {
            item.Gate.Release();
        }
    });

    /// <summary>The same, under the zone's lock then.</summary>
    internal void AddGated(string method, ObjectKind kind, Func<CallContext, int> handler, int idAt = 1) =>
        AddGated(method, kind, call => Task.FromResult(call.Zone.Run(() => handler(call))), idAt);
}
