using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Observation;

/// <summary>Names of virtual machines. Hosts show ids only, and a bare 0 reads as none.</summary>
public sealed class MachineNames(IReadOnlyDictionary<int, string> names)
{
    /// <summary>No names are known.</summary>
    public static MachineNames None { get; } = new(new Dictionary<int, string>());

    /// <summary>Asks the front-end. Names are for people: where it does not give them, ids must do.</summary>
    public static async Task<MachineNames> ReadAsync(FrontEndClient client, CancellationToken cancellationToken)
    {
        try
        {
            var machines = await client.VirtualMachines.ListAsync(cancellationToken).ConfigureAwait(false);
            return new MachineNames(machines.DistinctBy(m => m.Id).ToDictionary(m => m.Id, m => m.Name));
        }
        catch (EdgeException)
        {
            return None;
        }
    }

    /// <summary>For example <c>0 (web)</c>.</summary>
    public string Of(int id) => names.TryGetValue(id, out var name) && name.Length > 0
        ? FormattableString.Invariant($"{id} ({name})")
        : FormattableString.Invariant($"{id}");

    /// <summary>For example <c>virtual machine 0 (web)</c> or <c>virtual machines 3 (db), 7</c>.</summary>
    public string Of(IReadOnlyCollection<int> ids) =>
        $"virtual {(ids.Count == 1 ? "machine" : "machines")} {string.Join(", ", ids.Select(Of))}";
}
