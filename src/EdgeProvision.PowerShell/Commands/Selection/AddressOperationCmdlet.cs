using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Pipeline;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>A cmdlet that changes rented addresses. The whole pipeline is gathered first, so that those of one reservation or provision are worked on together.</summary>
public abstract class AddressOperationCmdlet : OperationCmdlet
{
    private protected const string ByAddress = "Address";
    private protected const string ById = "ReservationId";
    private protected const string ByObject = "InputObject";

    private readonly List<(IReadOnlyList<string>? Provisions, Func<IReadOnlyList<EdgeAddress>, (IReadOnlyList<EdgeAddress> Found, IReadOnlyList<EdgeException> Missing)> Choose)> _asked = [];

    /// <summary>Addresses; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByAddress)]
    [Parameter(ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AddressCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Address { get; set; }

    /// <summary>The provider's ids of reservations.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ReservationIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? ReservationId { get; set; }

    /// <summary>Addresses as Get-EdgeAddress writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    [ValidateNotNull]
    public EdgeAddress[] InputObject { get; set; } = [];

    /// <summary>Only those of these provisions (name or id).</summary>
    [Parameter(ParameterSetName = ByAddress)]
    [Parameter(ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProvisionNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Provision { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (addresses, reservations, objects) = (Address, ReservationId, InputObject);
        if (ParameterSetName == ByObject)
            _asked.Add(([.. objects.Select(a => a.ProvisionId).Distinct(StringComparer.Ordinal)], all => AddressFilter.Again(all, objects)));
        else
            _asked.Add((Provision, all => AddressFilter.Apply(all, addresses, reservations)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        RunOnCloud(ChangeAsync);
        base.EndProcessing();
    }

    /// <summary>Works on the chosen addresses.</summary>
    private protected abstract Task WorkOnAsync(EdgeConnection connection, IReadOnlyList<EdgeAddress> addresses, IReadOnlyList<Provision> provisions, CancellationToken cancellationToken);

    /// <summary>One operation on addresses: its errors are written, with the address that they are about.</summary>
    private protected async Task<OperationResult?> OperateAsync(
        EdgeConnection connection, Engine.Requests.OperationRequest request, EdgeAddress target, string action, IWorkStreams streams, CancellationToken cancellationToken)
    {
        try
        {
            var result = await RunOperationAsync(
                connection, request, streams, plan => ShouldProcess($"{action}: {PlanSummary.Of(plan)}", $"{action}? This {PlanSummary.Of(plan)}.", "Confirm"), force: false,
                cancellationToken).ConfigureAwait(false);
            foreach (var failure in result?.Failures ?? [])
                streams.Error(ErrorRecords.From(failure.Error, target));
            return result;
        }
        catch (EdgeException error)
        {
            streams.Error(ErrorRecords.From(error, target));
            return null;
        }
    }

    private async Task ChangeAsync(EdgeConnection connection, CancellationToken cancellationToken)
    {
        var overrides = SettingOverrides.From(Override);
        var provisions = await connection.ListAsync(cancellationToken).ConfigureAwait(false);
        var narrowed = _asked.TrueForAll(a => a.Provisions is not null);
        var (inside, absent) = ProvisionFilter.Apply(provisions, narrowed ? [.. _asked.SelectMany(a => a.Provisions!).Distinct(StringComparer.OrdinalIgnoreCase)] : null, null);
        foreach (var error in absent)
            PostError(error);
        if (inside.Count == 0 && absent.Count > 0)
            return;
        var all = await connection.AddressesAsync([.. inside.Select(p => p.Id)], overrides, (name, error) => PostError(error, name), cancellationToken).ConfigureAwait(false);
        List<EdgeAddress> chosen = [];
        foreach (var (names, choose) in _asked)
        {
            var (found, missing) = choose(names is null ? all : [.. all.Where(a => ProvisionFilter.Apply(provisions, names, null).Found.Any(p => p.Id == a.ProvisionId))]);
            chosen.AddRange(found.Where(a => !chosen.Contains(a)));
            foreach (var error in missing)
                PostError(error);
        }

        await WorkOnAsync(connection, chosen, provisions, cancellationToken).ConfigureAwait(false);
    }
}
