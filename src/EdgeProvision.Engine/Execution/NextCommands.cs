using System.Globalization;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution;

/// <summary>The commands by which an operation that did not get to its end is continued, or what it leaves is removed: the module's, and the command's behind it.</summary>
internal static class NextCommands
{
    private const int Named = 5;

    /// <summary>What goes on where it stopped.</summary>
    public static string Continue(OperationRequest request, string provision) => request switch
    {
        CreateRequest { Descriptor.FilePath: { } path } => $"New-EdgeProvision '{path}' (oneprovision create {path})",
        UpdateRequest { Descriptor.FilePath: { } path } => $"Update-EdgeProvision '{path}' (oneprovision update {path})",
        DescriptorRequest => $"the same descriptor, piped into {(request is CreateRequest ? "New" : "Update")}-EdgeProvision again (Export-EdgeDescriptor keeps it in a file)",
        DeleteRequest => $"Remove-EdgeProvision {provision} (oneprovision delete {provision})",
        ConfigureRequest { HostIds: null } => $"Invoke-EdgeProvisionConfiguration {provision} (oneprovision configure {provision})",
        ConfigureRequest { HostIds: { } ids } => $"Invoke-EdgeHostConfiguration -Id {Join(ids)} (oneprovision host configure {Join(ids)})",
        DeleteHostsRequest { HostIds: var ids } => $"Remove-EdgeHost -Id {Join(ids)} (oneprovision host delete {Join(ids)})",
        PowerRequest { HostIds: var ids, Change: var change } => Power(change, Join(ids)),
        DeleteObjectRequest { Kind: var kind, ObjectId: var id } => Remove(kind, Join([id])),
        ImportRequest => $"Import-EdgeProvision {provision} (oneprovision import {provision})",
        _ => "the same command",
    };

    /// <summary>What is kept although something failed, which may cost money, and both ways on.</summary>
    public static string AfterFailure(OperationRequest request, Provision provision, IReadOnlyList<StepFailure> failures)
    {
        var hosts = provision.Hosts.Where(h => failures.Any(f => f.HostId == h.Id)).ToList();
        var kept = hosts.Count == 0
            ? "What stands is kept."
            : $"What stands is kept, and what is rented costs money: {string.Join(", ", hosts.Take(Named).Select(Describe))}{(hosts.Count > Named ? FormattableString.Invariant($" and {hosts.Count - Named} more hosts") : "")}.";
        var text = $"{kept} Continue with: {Continue(request, provision.Name)}";
        return Remove(request, provision.Name, hosts) is { } remove ? $"{text}. Remove it with: {remove}" : text;
    }

    /// <summary>What brings a provision that nobody works on nearer to the states that are waited for.</summary>
    public static string Towards(Provision provision, IReadOnlyList<ProvisionState> wanted)
    {
        if (provision.IsDeleting)
            return $"Its removal has begun; finish it with: Remove-EdgeProvision {provision.Name} (oneprovision delete {provision.Name})";
        var off = provision.Hosts.Where(h => h.State == EdgeHostState.Off).Select(h => h.Id).ToList();
        var bad = provision.Hosts.Where(h => h.State == EdgeHostState.Error).Select(h => h.Id).ToList();
        return provision.State switch
        {
            ProvisionState.Off when off.Count > 0 => $"Start what is off with: Start-EdgeHost -Id {Join(off)} (oneprovision host resume {Join(off)})",
            ProvisionState.Configuring => $"Continue with: Invoke-EdgeProvisionConfiguration {provision.Name} (oneprovision configure {provision.Name})",
            ProvisionState.Error when bad.Count > 0 && provision.ConfigurationStatus == "error" => $"Configure them again with: Invoke-EdgeHostConfiguration -Id {Join(bad)} (oneprovision host configure {Join(bad)})",
            ProvisionState.Error => $"OpenNebula reports an error on {(bad.Count == 1 ? "host" : "hosts")} {Join(bad)}: see oned.log on the front-end, or Compare-EdgeProvision {provision.Name}",
            ProvisionState.Ready when wanted.Contains(ProvisionState.Off) => $"Switch its hosts off with: Get-EdgeProvision {provision.Name} | Get-EdgeHost | Stop-EdgeHost",
            ProvisionState.Ready => $"Nothing is under way that would change it; see Get-EdgeOperation {provision.Name}",
            _ => "Continue with: New-EdgeProvision and its descriptor (oneprovision create FILE)",
        };
    }

    private static string Remove(ProvisionObjectKind kind, string id) => kind switch
    {
        ProvisionObjectKind.Cluster => $"Remove-EdgeCluster -Id {id} (oneprovision cluster delete {id})",
        ProvisionObjectKind.Datastore => $"Remove-EdgeDatastore -Id {id} (oneprovision datastore delete {id})",
        _ => $"Remove-EdgeNetwork -Id {id} (oneprovision vnet delete {id})",
    };

    private static string Power(PowerChange change, string ids) => change switch
    {
        PowerChange.Stop => $"Stop-EdgeHost -Id {ids} (oneprovision host poweroff {ids})",
        PowerChange.Start => $"Start-EdgeHost -Id {ids} (oneprovision host resume {ids})",
        PowerChange.Restart => $"Restart-EdgeHost -Id {ids} (oneprovision host reboot {ids})",
        _ => $"Restart-EdgeHost -Id {ids} -Hard (oneprovision host reboot {ids} --hard)",
    };

    private static string? Remove(OperationRequest request, string provision, IReadOnlyList<EdgeHost> hosts) => request switch
    {
        DeleteRequest or DeleteHostsRequest => null,
        DescriptorRequest => $"Remove-EdgeProvision {provision} (oneprovision delete {provision})",
        _ when hosts.Count > 0 => $"Remove-EdgeHost -Id {Join(hosts.Select(h => h.Id))} (oneprovision host delete {Join(hosts.Select(h => h.Id))})",
        _ => null,
    };

    private static string Describe(EdgeHost host) =>
        $"host {host.Id.ToString(CultureInfo.InvariantCulture)} ({host.Hostname}){(host.DeviceId is { } device ? $" with machine {device} at {host.Driver}" : "")}";

    private static string Join(IEnumerable<int> ids) => string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));
}
