using System.Management.Automation;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Setup;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands.Setup;

/// <summary>A cmdlet that changes which drivers and hooks the front-end on this machine uses. What it would change is shown before it is changed.</summary>
public abstract class DriverCmdlet : CloudCmdlet
{
    /// <summary>The front-end's folder of driver scripts; /var/lib/one/remotes when not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Remotes { get; set; }

    /// <summary>oned's configuration; /etc/one/oned.conf when not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? OnedConf { get; set; }

    /// <summary>Writes the changes; with -WhatIf those that would be made, instead of showing them.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What the question is about.</summary>
    private protected abstract string Caption { get; }

    /// <summary>Said when there is nothing to change.</summary>
    private protected abstract string Nothing { get; }

    /// <summary>What is asked for, without the places.</summary>
    private protected abstract SetupRequest Request();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        SetupRequest request;
        try
        {
            request = Request();
            request = request with { Remotes = PlaceOf(Remotes, request.Remotes), OnedConf = PlaceOf(OnedConf, request.OnedConf) };
        }
        catch (EdgeException error)
        {
            Tell(error, named: 1);
            return;
        }

        RunOnCloud((connection, cancellationToken) => ForEachAsync([request], r => ChangeAsync(connection.Engine, r, cancellationToken)));
    }

    private async Task ChangeAsync(IEdgeEngine engine, SetupRequest request, CancellationToken cancellationToken)
    {
        var plan = await engine.PlanSetupAsync(request, cancellationToken).ConfigureAwait(false);
        if (plan.IsEmpty)
            Post(() => WriteVerbose(Nothing));
        else if (await MayAsync(plan, cancellationToken).ConfigureAwait(false))
            await engine.ApplySetupAsync(plan, request, cancellationToken).ConfigureAwait(false);
        else
            return;
        Write(plan);
        if (plan.Note is { } note)
            PostWarning(note);
    }

    private async Task<bool> MayAsync(SetupPlan plan, CancellationToken cancellationToken)
    {
        if (IsWhatIf() && PassThru)
        {
            Write(plan);
            return false;
        }

        var differences = string.Concat(plan.Changes.Select(c => c.Difference)).TrimEnd('\n');
        return await AskAsync(() => ShouldProcess($"{Caption}:\n{differences}", $"{differences}\n\nMake these changes?", Caption), cancellationToken).ConfigureAwait(false);
    }

    private void Write(SetupPlan plan)
    {
        if (!PassThru)
            return;
        foreach (var change in plan.Changes)
            PostObject(change);
    }

    private string PlaceOf(string? given, string usual) => given is null ? usual : LocalPaths.Full(SessionState, given);
}
