using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gets the public addresses that were rented for provisions.</summary>
[Cmdlet(VerbsCommon.Get, "EdgeAddress", DefaultParameterSetName = ByAddress)]
[OutputType(typeof(EdgeAddress))]
public sealed class GetEdgeAddressCommand : CloudCmdlet
{
    private const string ByAddress = "Address";
    private const string ById = "ReservationId";
    private const string ByObject = "InputObject";

    /// <summary>Addresses; wildcards are expanded.</summary>
    [Parameter(Position = 0, ParameterSetName = ByAddress)]
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

    /// <summary>Provisions whose addresses are wanted.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Provision[] InputObject { get; set; } = [];

    /// <summary>Only those of these provisions (name or id).</summary>
    [Parameter(ParameterSetName = ByAddress)]
    [Parameter(ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProvisionNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Provision { get; set; }

    /// <summary>Settings by descriptor key, such as packet_token, that come before all others; secrets as SecureString.</summary>
    [Parameter]
    public System.Collections.Hashtable? Override { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var overrides = SettingOverrides.From(Override);
        RunOnCloud(async (connection, cancellationToken) =>
        {
            IReadOnlyList<Provision> provisions = InputObject;
            if (ParameterSetName != ByObject)
            {
                var (inside, absent) = ProvisionFilter.Apply(await connection.ListAsync(cancellationToken).ConfigureAwait(false), Provision, null);
                foreach (var error in absent)
                    PostError(error);
                provisions = inside;
                if (absent.Count > 0 && inside.Count == 0)
                    return;
            }

            var all = await connection.AddressesAsync([.. provisions.Select(p => p.Id)], overrides, (name, error) => PostError(error, name), cancellationToken).ConfigureAwait(false);
            var (found, missing) = AddressFilter.Apply(all, Address, ReservationId);
            foreach (var error in missing)
                PostError(error);
            foreach (var address in found)
                PostObject(address);
        });
    }
}
