using System.Globalization;
using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers;
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
        CreateRequest { Descriptor.FilePath: { } path } => $"New-EdgeProvision {CommandWord.Quoted(path)} (oneprovision create {CommandWord.Shell(path)})",
        UpdateRequest { Descriptor.FilePath: { } path } update => With(update.RemoveContents, "Cleanup", $"Update-EdgeProvision {CommandWord.Quoted(path)}", $"oneprovision update {CommandWord.Shell(path)}"),
        DescriptorRequest => $"the same descriptor, piped into {(request is CreateRequest ? "New" : "Update")}-EdgeProvision again (Export-EdgeDescriptor keeps it in a file)",
        DeleteRequest delete => With(delete.RemoveContents, "Cleanup", $"Remove-EdgeProvision {CommandWord.PowerShell(provision)}", $"oneprovision delete {CommandWord.Shell(provision)}"),
        ConfigureRequest { HostIds: null } all => Configure(all, $"Invoke-EdgeProvisionConfiguration {CommandWord.PowerShell(provision)}", $"oneprovision configure {CommandWord.Shell(provision)}"),
        ConfigureRequest { HostIds: { } ids } some => Configure(some, $"Invoke-EdgeHostConfiguration -Id {Join(ids)}", $"oneprovision host configure {Join(ids)}"),
        DeleteHostsRequest { HostIds: var ids } some => With(some.RemoveContents, "Cleanup", $"Remove-EdgeHost -Id {Join(ids)}", $"oneprovision host delete {Join(ids)}"),
        PowerRequest power => Power(power),
        DeleteObjectRequest { Kind: var kind, ObjectId: var id } => Remove(kind, Join([id])),
        ImportRequest => $"Import-EdgeProvision {CommandWord.PowerShell(provision)} (oneprovision import {CommandWord.Shell(provision)})",
        CreateAddressRequest create => FormattableString.Invariant($"New-EdgeAddress {CommandWord.PowerShell(provision)} -Count {create.Count} (oneprovision address create {CommandWord.Shell(provision)} --count {create.Count})"),
        AssignAddressRequest { HostId: { } host, Addresses: var some } => FormattableString.Invariant($"Set-EdgeAddress {string.Join(',', some)} -EdgeHost {host} (oneprovision address assign {string.Join(',', some)} {host})"),
        AssignAddressRequest { Addresses: var some } => $"Set-EdgeAddress {string.Join(',', some)} -Unassign (oneprovision address unassign {string.Join(',', some)})",
        DeleteAddressRequest => $"Remove-EdgeAddress -Provision {CommandWord.PowerShell(provision)} (oneprovision address delete)",
        _ => "the same command",
    };

    /// <summary>The request for those of its hosts that it has not brought to their end; none may be left. One that names no hosts stays as it is.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="unfinished">OpenNebula ids.</param>
    public static OperationRequest Rest(OperationRequest request, IReadOnlyCollection<int> unfinished) => request switch
    {
        ConfigureRequest { HostIds: { } ids } some => some with { HostIds = [.. ids.Where(unfinished.Contains)] },
        DeleteHostsRequest some => some with { HostIds = [.. some.HostIds.Where(unfinished.Contains)] },
        PowerRequest power => power with { HostIds = [.. power.HostIds.Where(unfinished.Contains)] },
        _ => request,
    };

    /// <summary>What is kept although something failed, which may cost money, and the ways on.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="provision">What stands now.</param>
    /// <param name="failures">What failed.</param>
    /// <param name="unfinished">OpenNebula ids of the hosts that were not brought to their end.</param>
    public static string AfterFailure(OperationRequest request, Provision provision, IReadOnlyList<StepFailure> failures, IReadOnlyCollection<int> unfinished)
    {
        var gone = failures.Where(f => f.Error.Code == VanishedDevice.Code).Select(f => f.HostId).OfType<int>().ToHashSet();
        var hosts = provision.Hosts.Where(h => !gone.Contains(h.Id) && failures.Any(f => f.HostId == h.Id)).ToList();
        List<string> parts = [Kept([.. hosts.Where(h => h.DeviceId is not null && ProviderDrivers.HasService(h.Driver))])];
        if (gone.Count > 0)
            parts.Add($"Remove {(gone.Count == 1 ? "the host" : "the hosts")} without a machine with: {Removal(gone)}.");
        var rest = Rest(request, [.. unfinished.Where(id => !gone.Contains(id))]);
        if (rest is not (ConfigureRequest { HostIds.Count: 0 } or PowerRequest { HostIds.Count: 0 }))
            parts.Add($"{Introduction(failures, gone.Count > 0)}: {Continue(rest is DeleteHostsRequest { HostIds.Count: 0 } ? request : rest, provision.Name)}");
        if (gone.Count == 0 && Remove(request, provision.Name, hosts) is { } remove)
            parts[^1] += $". Remove it with: {remove}";
        return string.Join(' ', parts);
    }

    private static string Kept(IReadOnlyList<EdgeHost> paid) => paid.Count == 0
        ? "What stands is kept."
        : $"What stands is kept, and what is rented costs money: {string.Join(", ", paid.Take(Named).Select(Describe))}{(paid.Count > Named ? FormattableString.Invariant($" and {paid.Count - Named} more hosts") : "")}.";

    private static string Introduction(IReadOnlyList<StepFailure> failures, bool isAfterRemoval) =>
        failures.Any(f => f.Error.Code is "ProvisionInUse" or "ObjectInUse") ? "When nothing uses it any more, continue with" : isAfterRemoval ? "Then continue with" : "Continue with";

    /// <summary>What brings a provision that nobody works on nearer to the states that are waited for.</summary>
    public static string Towards(Provision provision, IReadOnlyList<ProvisionState> wanted)
    {
        if (provision.IsDeleting)
            return $"Its removal has begun; finish it with: Remove-EdgeProvision {CommandWord.PowerShell(provision.Name)} (oneprovision delete {CommandWord.Shell(provision.Name)})";
        var off = provision.Hosts.Where(h => h.State == EdgeHostState.Off).Select(h => h.Id).ToList();
        var bad = provision.Hosts.Where(h => h.State == EdgeHostState.Error).Select(h => h.Id).ToList();
        return provision.State switch
        {
            ProvisionState.Off when off.Count > 0 => $"Start what is off with: Start-EdgeHost -Id {Join(off)} (oneprovision host resume {Join(off)})",
            ProvisionState.Configuring => $"Continue with: Invoke-EdgeProvisionConfiguration {CommandWord.PowerShell(provision.Name)} (oneprovision configure {CommandWord.Shell(provision.Name)})",
            ProvisionState.Error when bad.Count > 0 && provision.ConfigurationStatus == "error" => $"Configure them again with: Invoke-EdgeHostConfiguration -Id {Join(bad)} (oneprovision host configure {Join(bad)})",
            ProvisionState.Error => $"OpenNebula reports an error on {(bad.Count == 1 ? "host" : "hosts")} {Join(bad)}: see oned.log on the front-end, or Compare-EdgeProvision {CommandWord.PowerShell(provision.Name)}",
            ProvisionState.Ready when wanted.Contains(ProvisionState.Off) => $"Switch its hosts off with: Get-EdgeProvision {CommandWord.PowerShell(provision.Name)} | Get-EdgeHost | Stop-EdgeHost",
            ProvisionState.Ready => $"Nothing is under way that would change it; see Get-EdgeOperation {CommandWord.PowerShell(provision.Name)}",
            _ => "Continue with: New-EdgeProvision and its descriptor (oneprovision create FILE)",
        };
    }

    private static string Remove(ProvisionObjectKind kind, string id) => kind switch
    {
        ProvisionObjectKind.Cluster => $"Remove-EdgeCluster -Id {id} (oneprovision cluster delete {id})",
        ProvisionObjectKind.Datastore => $"Remove-EdgeDatastore -Id {id} (oneprovision datastore delete {id})",
        _ => $"Remove-EdgeNetwork -Id {id} (oneprovision vnet delete {id})",
    };

    private static string Power(PowerRequest request)
    {
        var ids = Join(request.HostIds);
        var (cmdlet, command) = request.Change switch
        {
            PowerChange.Stop => ($"Stop-EdgeHost -Id {ids}", $"oneprovision host poweroff {ids}"),
            PowerChange.Start => ($"Start-EdgeHost -Id {ids}", $"oneprovision host resume {ids}"),
            PowerChange.Restart => ($"Restart-EdgeHost -Id {ids}", $"oneprovision host reboot {ids}"),
            _ => ($"Restart-EdgeHost -Id {ids} -Hard", $"oneprovision host reboot {ids} --hard"),
        };
        return With(request.Wait is not null, "Wait", cmdlet, command);
    }

    private static string Configure(ConfigureRequest request, string cmdlet, string command) =>
        request.Reapply ? $"{cmdlet} -Reapply ({command} --force)" : $"{cmdlet} ({command})";

    /// <summary>Both commands, with the switch that the request had.</summary>
    private static string With(bool isSet, string name, string cmdlet, string command) =>
        isSet ? $"{cmdlet} -{name} ({command} --{name.ToLowerInvariant()})" : $"{cmdlet} ({command})";

    private static string? Remove(OperationRequest request, string provision, IReadOnlyList<EdgeHost> hosts) => request switch
    {
        DeleteRequest or DeleteHostsRequest => null,
        DescriptorRequest => $"Remove-EdgeProvision {CommandWord.PowerShell(provision)} (oneprovision delete {CommandWord.Shell(provision)})",
        _ when hosts.Count > 0 => Removal(hosts.Select(h => h.Id)),
        _ => null,
    };

    private static string Removal(IEnumerable<int> ids) => $"Remove-EdgeHost -Id {Join(ids)} (oneprovision host delete {Join(ids)})";

    private static string Describe(EdgeHost host) =>
        $"host {host.Id.ToString(CultureInfo.InvariantCulture)} ({host.Hostname}){(host.DeviceId is { } device ? $" with machine {device} at {host.Driver}" : "")}";

    private static string Join(IEnumerable<int> ids) => string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));
}
