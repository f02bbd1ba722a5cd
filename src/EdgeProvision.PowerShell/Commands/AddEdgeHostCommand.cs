using System.Collections;
using System.Management.Automation;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Conversion;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Adds edge hosts to a provision that stands: rents and configures their machines, and tells the other hosts of them.</summary>
[Cmdlet(VerbsCommon.Add, "EdgeHost", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(EdgeHost), typeof(Plan))]
public sealed class AddEdgeHostCommand : OperationCmdlet
{
    /// <summary>The hosts' names at the provider; each becomes a host.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Hostname { get; set; } = [];

    /// <summary>The provision's name or id.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("ProvisionId", "Name")]
    [ArgumentCompleter(typeof(ProvisionNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Provision { get; set; } = "";

    /// <summary>A host of the provision that the new ones are to be like, in everything that is not given here.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(HostNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Like { get; set; }

    /// <summary>The provider's driver; that of -Like or of the descriptor's defaults when not given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(HostDriverCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Driver { get; set; }

    /// <summary>What to order (plan, os, facility), as far as it differs.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Order { get; set; }

    /// <summary>How to log in, as far as it differs.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Connection { get; set; }

    /// <summary>Variables of the roles, as far as they differ.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Configuration { get; set; }

    /// <summary>Other keys of the host, such as reserved_cpu, as far as they differ.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Attribute { get; set; }

    /// <summary>What to do when hosts fail: Quit writes errors, Skip writes warnings.</summary>
    [Parameter]
    [ValidateSet("Quit", "Skip")]
    public FailureMode OnFailure { get; set; }

    /// <summary>With -WhatIf: writes the plan as an object instead of showing it.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var hosts = OrFail(() => Hostname.Select(NewHost).ToList());
        string[] names = [.. Hostname];
        RunOnCloud((connection, cancellationToken) => EachAsync([Provision], name => name, async (provision, streams, token) =>
        {
            var descriptor = await connection.Engine.GetDescriptorAsync(provision, token).ConfigureAwait(false);
            foreach (var host in hosts)
                descriptor = DescriptorComposer.AddLike(descriptor, host, Like);
            var request = Complete(new UpdateRequest(new DescriptorSource.Recorded(descriptor)) { OnFailure = OnFailure });
            if (IsShowing)
            {
                await ShowPlanAsync(connection, request, PassThru, token).ConfigureAwait(false);
                return;
            }

            if (await RunOperationAsync(connection, request, streams, Confirm, force: false, token).ConfigureAwait(false) is not { } result)
                return;
            foreach (var host in result.Provision?.Hosts.Where(h => names.Contains(h.Hostname, StringComparer.OrdinalIgnoreCase)) ?? [])
                streams.Object(host);
            WriteFailures(result, streams, OnFailure);
        }, cancellationToken));
    }

    private NewHost NewHost(string hostname) => new(hostname)
    {
        Driver = Driver,
        Provision = ScriptValues.Map(Order, "order"),
        Connection = ScriptValues.Map(Connection, "connection"),
        Configuration = ScriptValues.Map(Configuration, "configuration"),
        Attributes = ScriptValues.Map(Attribute, "attribute"),
    };

    private bool Confirm(Plan plan) => ShouldProcess(
        $"Add hosts to provision {plan.Provision}: {PlanSummary.Of(plan)}",
        $"Add hosts to provision {plan.Provision}? This {PlanSummary.Of(plan)}.",
        "Confirm");
}
