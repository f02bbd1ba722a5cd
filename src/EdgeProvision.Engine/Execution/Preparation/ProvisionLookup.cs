using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Preparation;

/// <summary>Which provision and which hosts of it a request means, and what is said when there are none.</summary>
internal static class ProvisionLookup
{
    public static string NameIn(OperationRequest request) => request switch
    {
        DeleteRequest r => r.Provision,
        DeleteHostsRequest r => r.Provision,
        DeleteObjectRequest r => r.Provision,
        ConfigureRequest r => r.Provision,
        PowerRequest r => r.Provision,
        ImportRequest r => r.Provision,
        CreateAddressRequest r => r.Provision,
        AssignAddressRequest r => r.Provision,
        DeleteAddressRequest r => r.Provision,
        _ => throw new InvalidOperationException($"request {request.GetType().Name} names no provision"),
    };

    public static IReadOnlyList<ObservedHost> HostsOf(ObservedProvision observed, IReadOnlyList<int>? ids)
    {
        if (ids is null)
            return observed.Hosts;
        var missing = ids.Where(id => observed.Hosts.All(h => h.Id != id)).ToList();
        if (missing.Count == 0)
            return [.. observed.Hosts.Where(h => ids.Contains(h.Id))];
        throw new EdgeException("HostNotFound", ErrorKind.NotFound, $"Provision {observed.Name} has no host {string.Join(", ", missing)}.")
        {
            Target = string.Join(", ", missing),
            RecommendedAction = $"Its hosts are: {string.Join(", ", observed.Hosts.Select(h => $"{h.Id} ({h.Name})"))}.",
        };
    }

    public static EdgeException NotFound(string nameOrId, FrontEndSnapshot snapshot)
    {
        var names = snapshot.Provisions().Select(p => p.Name).ToList();
        return new EdgeException("ProvisionNotFound", ErrorKind.NotFound, $"There is no provision with the name or id '{nameOrId}'.")
        {
            Target = nameOrId,
            RecommendedAction = names.Count == 0 ? "This front-end has no provisions." : $"This front-end has: {string.Join(", ", names)}.",
        };
    }
}
