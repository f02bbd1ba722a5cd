using EdgeProvision.Engine.Observation;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>The steps that take away what the descriptor no longer has, and what has to go to be made anew. All of it is looked through for users' things first.</summary>
internal sealed class Removals
{
    private readonly Dictionary<string, string> _deletedHosts = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _deletedDatastores = [];
    private readonly List<string> _goneForGood = [];
    private readonly List<string> _released = [];

    private Removals()
    {
    }

    /// <summary>Keys of the hosts that go.</summary>
    public IReadOnlyCollection<string> Hosts => _deletedHosts.Keys;

    /// <summary>The step that refuses when users' things are on what goes, or null when nothing goes.</summary>
    public string? Guard { get; private set; }

    /// <summary>The step after which a host of that key stands no more, or null.</summary>
    public string? HostDeleted(string key) => _deletedHosts.GetValueOrDefault(key);

    /// <summary>The step after which a datastore stands no more, or null.</summary>
    public string? DatastoreDeleted(int id) => _deletedDatastores.TryGetValue(id, out var step) ? step : null;

    public static Removals Add(PlanBuilder builder, UpdateInput input, ProvisionChanges changes)
    {
        var removals = new Removals();
        List<ObservedHost> hosts = [.. changes.GoneHosts, .. changes.Hosts.Where(h => h.NeedsReplacement).Select(h => h.Standing)];
        List<(int Id, string Name)> datastores = [.. changes.GoneDatastores.Select(d => (d.Id, d.Name)), .. changes.Datastores.Where(d => d.NeedsReplacement).Select(d => (d.Id, d.Name))];
        if (hosts.Count + datastores.Count + changes.GoneNetworks.Count == 0)
            return removals;

        List<string> offline = [];
        foreach (var host in hosts)
        {
            offline.Add(builder.AddForHost(StepKind.OfflineHost, host.Key, "offline", $"Set host {host.Id} ({host.Name}) offline", PlanEffect.Change));
            builder.Last(s => s with { ObjectId = host.Id });
        }

        var guard = input.RemoveContents
            ? builder.Add(StepKind.RemoveContents, "contents", input.Desired.Name, "Remove the virtual machines and images of what goes", PlanEffect.Delete, offline)
            : builder.Add(StepKind.RefuseContents, "contents", input.Desired.Name, "Refuse if virtual machines, images or leases are in use on what goes", PlanEffect.Observe, offline);

        removals.Guard = guard;
        foreach (var host in hosts)
            removals.AddHost(builder, host, guard, isReplaced: !changes.GoneHosts.Contains(host));
        foreach (var network in changes.GoneNetworks)
            DeletePlanner.AddObject(builder, StepKind.DeleteNetwork, "network", network.Id, network.Name, guard, "/delete");
        foreach (var (id, name) in datastores)
            removals._deletedDatastores[id] = DeletePlanner.AddObject(builder, StepKind.DeleteDatastore, "datastore", id, name, guard, "/delete");
        return removals;
    }

    /// <summary>
    /// The other members are told before the objects of hosts that go for good are deleted, as a removal of hosts does. Their steps wait for the
    /// releases, whichever way those end. A replaced host comes back under the same key: it would wait for itself.
    /// </summary>
    public void TellBeforeTheEnd(PlanBuilder builder, IReadOnlyList<string> told)
    {
        builder.Change(s => told.Contains(s.Id), s => s with { WaitsFor = [.. s.WaitsFor.Union(_released)] });
        builder.MoveToEnd(s => _goneForGood.Contains(s.Id), s => s with { WaitsFor = told });
    }

    private void AddHost(PlanBuilder builder, ObservedHost host, string guard, bool isReplaced)
    {
        var release = DeletePlanner.AddRelease(builder, host, guard);
        var deleted = DeletePlanner.AddDeletion(builder, host, release);
        _released.Add(release);
        _deletedHosts[host.Key] = deleted;
        if (!isReplaced)
            _goneForGood.Add(deleted);
    }
}
