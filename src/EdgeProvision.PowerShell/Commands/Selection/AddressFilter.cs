using System.Management.Automation;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>Which rented addresses are meant by addresses, reservations and objects.</summary>
internal static class AddressFilter
{
    private const int MostShown = 20;

    /// <summary>
    /// Those of these addresses (wildcards) or of these reservations; all where nothing is given. A reservation and an address together mean an address that is of it. One that does not
    /// exist is missing.
    /// </summary>
    public static (IReadOnlyList<EdgeAddress> Found, IReadOnlyList<EdgeException> Missing) Apply(
        IReadOnlyList<EdgeAddress> all, IReadOnlyList<string>? addresses, IReadOnlyList<string>? reservations)
    {
        if (addresses is null && reservations is null)
            return (all, []);
        List<EdgeAddress> found = [];
        List<EdgeException> missing = [];
        foreach (var address in reservations is null ? addresses ?? [] : [])
        {
            var pattern = WildcardPattern.Get(address, WildcardOptions.IgnoreCase);
            Take([.. all.Where(a => a.Address is { } text && pattern.IsMatch(text))], !WildcardPattern.ContainsWildcardCharacters(address), $"address {address}", address);
        }

        foreach (var id in reservations ?? [])
            Take([.. all.Where(a => a.ReservationId == id && addresses?.Contains(a.Address) != false)], true, $"reservation {id}{(addresses is null ? "" : $" with the address {string.Join(", ", addresses)}")}", id);
        return (found, missing);

        void Take(List<EdgeAddress> matching, bool exact, string what, string asked)
        {
            found.AddRange(matching.Where(a => !found.Contains(a)));
            if (exact && matching.Count == 0)
                missing.Add(NotFound(what, asked, all));
        }
    }

    /// <summary>Addresses that were seen before, as they are now.</summary>
    public static (IReadOnlyList<EdgeAddress> Found, IReadOnlyList<EdgeException> Missing) Again(IReadOnlyList<EdgeAddress> all, IReadOnlyList<EdgeAddress> seen)
    {
        List<EdgeAddress> found = [];
        List<EdgeException> missing = [];
        foreach (var address in seen)
        {
            if (all.FirstOrDefault(a => a.ReservationId == address.ReservationId && a.Address == address.Address && a.ProvisionId == address.ProvisionId) is { } now)
                found.Add(now);
            else
                missing.Add(NotFound($"address {address} of reservation {address.ReservationId}", address.ToString(), all));
        }

        return (found, missing);
    }

    private static EdgeException NotFound(string what, string asked, IReadOnlyList<EdgeAddress> all) =>
        new("AddressNotFound", ErrorKind.NotFound, $"No provision has a rented {what}.")
        {
            Target = asked,
            RecommendedAction = all.Count == 0 ? "There are no rented addresses. New-EdgeAddress rents some." : $"There are: {string.Join(", ", all.Take(MostShown))}.",
        };
}
