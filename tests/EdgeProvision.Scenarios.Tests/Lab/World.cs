using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.OpenNebula.Records;
using EdgeProvision.Sandbox.Purchases;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>Front-end, provider and machines at one moment, seen from behind: by none of the product's own eyes.</summary>
/// <param name="Objects">The front-end's objects.</param>
/// <param name="Devices">Devices at the provider that are not gone, by id.</param>
/// <param name="Reservations">Ids of the address reservations.</param>
/// <param name="Machines">Device ids of the machines.</param>
/// <param name="Ledger">Whatever was bought since the sandbox started.</param>
public sealed record World(
    IReadOnlyList<ObjectDump> Objects, IReadOnlyDictionary<string, string> Devices, IReadOnlyList<string> Reservations, IReadOnlyList<string> Machines, IReadOnlyList<LedgerEntry> Ledger)
{
    private const string KeyTag = "edge-key=";

    /// <summary>The front-end's objects that no installation has. Virtual machines that are done are history, as in the daemon's own database.</summary>
    public IReadOnlyList<string> OwnObjects => [.. Objects
        .Where(o => o is not ({ Kind: "cluster", Id: 0 } or { Kind: "datastore", Id: <= 2 } or { Kind: "vm", State: "Done" }))
        .Select(o => $"{o.Kind} {o.Id} ({o.Name})")];

    public static World Read(JsonObject state, JsonSerializerOptions json)
    {
        var packet = state["providers"]!["packet"]!;
        return new World(
            state["frontEnd"]!["objects"].Deserialize<List<ObjectDump>>(json)!,
            packet["devices"]!.AsArray().ToDictionary(d => (string)d!["id"]!, d => (string)d!["state"]!),
            [.. packet["reservations"]!.AsArray().Select(r => (string)r!["id"]!)],
            [.. state["machines"]!.AsArray().Select(m => (string)m!["id"]!)],
            packet["ledger"].Deserialize<List<LedgerEntry>>(json)!);
    }

    /// <summary>Nothing stands, nothing is charged for, and nothing was ever doubled.</summary>
    public void AssertEmpty()
    {
        Assert.Empty(OwnObjects);
        Assert.Empty(Devices);
        Assert.Empty(Reservations);
        Assert.Empty(Machines);
        Assert.DoesNotContain(Ledger, entry => entry is { Kind: "device", GoneAt: null });
        AssertNothingDoubled();
    }

    /// <summary>Exactly one device for each of these hosts, and none besides.</summary>
    public void AssertOneDeviceEach(string provisionId, params string[] hostnames)
    {
        var live = Ledger.Where(e => e is { Kind: "device", ReleasedAt: null }).Select(KeyOf).Order(StringComparer.Ordinal);
        Assert.Equal(hostnames.Select(name => $"{provisionId}/host/{name}").Order(StringComparer.Ordinal), live);
        Assert.Equal(hostnames.Length, Devices.Count);
        Assert.All(Devices.Values, state => Assert.Equal("active", state));
        AssertNothingDoubled();
    }

    /// <summary>For no key was a device bought while another of the same key was still being paid for.</summary>
    public void AssertNothingDoubled()
    {
        foreach (var purchases in Ledger.GroupBy(e => (e.Kind, Key: KeyOf(e))))
        {
            var inOrder = purchases.OrderBy(e => e.BoughtAt).ToList();
            for (var i = 1; i < inOrder.Count; i++)
            {
                Assert.True(inOrder[i - 1].ReleasedAt <= inOrder[i].BoughtAt,
                    $"{purchases.Key}: {inOrder[i].Id} was bought at {inOrder[i].BoughtAt:O} while {inOrder[i - 1].Id} (released {inOrder[i - 1].ReleasedAt:O}) was still there.");
            }
        }
    }

    private static string KeyOf(LedgerEntry entry) => entry.Tags.FirstOrDefault(tag => tag.StartsWith(KeyTag, StringComparison.Ordinal))?[KeyTag.Length..] ?? entry.Id;
}
