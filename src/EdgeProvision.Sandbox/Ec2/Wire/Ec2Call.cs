using EdgeProvision.Sandbox.Ec2.Catalogue;
using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2.Wire;

/// <summary>A call whose signature has been accepted.</summary>
/// <param name="action">Its name.</param>
/// <param name="parameters">Its parameters; <c>Action</c> and <c>Version</c> have been read.</param>
/// <param name="tenant">Who signed it.</param>
/// <param name="holdings">What that account has in the region that it was signed for.</param>
/// <param name="moment">The moment that reads are up to date with: now, or earlier while the service lags.</param>
internal sealed class Ec2Call(string action, ParameterSet parameters, Ec2Tenant tenant, Holdings holdings, DateTimeOffset moment)
{
    public const string Version = "2016-11-15";

    public string Action { get; } = action;

    public ParameterSet Parameters { get; } = parameters;

    public Ec2Tenant Tenant { get; } = tenant;

    public Holdings Holdings { get; } = holdings;

    public Region Region => Holdings.Region;

    public DateTimeOffset Moment { get; } = moment;

    /// <summary>Lists show everything, whatever they were asked for.</summary>
    public bool IgnoresFilters { get; init; }

    /// <summary>Every action says so before it begins to change or to answer something.</summary>
    public bool IsReady { get; private set; }

    /// <summary>All parameters have been read and found good: the rest happens, unless it was only asked whether it could.</summary>
    /// <param name="isRepeated">True for a request that is answered with what came of an earlier one like it, which has been read already.</param>
    /// <exception cref="Ec2RefusedException">A parameter is not known to the action; the caller has no right to it; it was a dry run.</exception>
    public void Ready(bool isRepeated = false)
    {
        IsReady = true;
        var isDry = Parameters.Flag("DryRun");
        if (!isRepeated && Parameters.FirstUnread is { } unknown)
            throw new Ec2RefusedException("UnknownParameter", $"The parameter {unknown} is not recognized");
        if (Tenant.DeniedActions.Contains(Action) || Tenant.DeniedRegions.Contains(Region.Name))
            throw new Ec2RefusedException("UnauthorizedOperation", $"You are not authorized to perform this operation. User is not authorized to perform: ec2:{Action}", 403);
        if (isDry)
            throw new Ec2RefusedException("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
    }
}
