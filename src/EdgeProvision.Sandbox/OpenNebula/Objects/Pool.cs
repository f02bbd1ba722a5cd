using System.Diagnostics.CodeAnalysis;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>The objects of one kind. Ids only grow: that of a deleted object is not given again.</summary>
internal sealed class Pool<T>(int firstId)
    where T : PoolObject
{
    private readonly SortedDictionary<int, T> items = [];

    internal int NextId { get; private set; } = firstId;

    /// <summary>In the order of ids.</summary>
    internal IEnumerable<T> All => items.Values;

    /// <summary>In the order of pool calls.</summary>
    internal IEnumerable<T> NewestFirst => items.Values.Reverse();

    internal bool TryGet(int id, [NotNullWhen(true)] out T? item) => items.TryGetValue(id, out item);

    internal T? Find(int id) => items.GetValueOrDefault(id);

    internal T Add(T item)
    {
        items.Add(item.Id, item);
        NextId = Math.Max(NextId, item.Id + 1);
        return item;
    }

    /// <summary>An id for an object that is added later; it is gone even if that fails.</summary>
    internal int TakeId() => NextId++;

    internal void Remove(int id) => items.Remove(id);
}
