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
