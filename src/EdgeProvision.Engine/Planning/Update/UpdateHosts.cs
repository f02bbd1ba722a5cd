using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>Steps for the hosts of the descriptor: those that come, those that are on their way, those that change, those that are replaced.</summary>
internal static class UpdateHosts
{
    public static void Add(PlanBuilder builder, UpdateInput input, ProvisionChanges changes, Removals going, string? after, List<string> notes)
    {
        // A replaced host begins from nothing, so the pipeline must not see what stands now.
        var rest = input.Observed with { Hosts = [.. input.Observed.Hosts.Where(h => !going.Hosts.Contains(h.Key))] };
        var create = new CreateInput(input.Desired, rest, input.HasOverlay, null, input.Comparable);
        foreach (var host in input.Desired.Hosts)
        {
            if (changes.Hosts.FirstOrDefault(c => c.Wanted.Key == host.Key) is not { } change || change.NeedsReplacement)
            {
                HostPipeline.Add(builder, host, create, going.HostDeleted(host.Key) ?? after, claimsAnew: false);
                continue;
            }

            var updated = Update(builder, change, after);
            if (change.End is { } end)
                AddEnd(builder, change, end, updated ?? after);
            if (change.Standing is not { ConfigurationStatus: "configured" })
                HostPipeline.Add(builder, host, create, updated ?? after, claimsAnew: false);
            else if (change is { NeedsConfiguration: true, Standing.Power.Kind: HostPowerKind.Off })
                notes.Add($"{host.Key} is powered off: it gets its new configuration by Invoke-EdgeHostConfiguration (oneprovision host configure) when it is on again.");
            else if (change.NeedsConfiguration)
                Configure(builder, input, change, updated ?? after);
        }
    }

    private static string? Update(PlanBuilder builder, HostChange change, string? after)
    {
        List<AttributeChange> all = [.. change.Attributes, .. change.Order, .. change.Noted];
        if (all.Count == 0)
            return null;
        var step = builder.AddForHost(StepKind.UpdateHost, change.Wanted.Key, "update", $"Update host {change.Standing.Id} ({change.Wanted.Key}): {UpdatePlanner.Said(all)}", PlanEffect.Change, after);
        builder.Last(s => s with { ObjectId = change.Standing.Id, Dropped = UpdatePlanner.Dropped([.. change.Attributes, .. change.Noted]) });
        return step;
    }

    /// <summary>After the host's own update: both write what OpenNebula keeps of the order.</summary>
    private static void AddEnd(PlanBuilder builder, HostChange change, AttributeChange end, string? after) => builder.AddForHost(
        StepKind.SetDeviceEnd, change.Wanted.Key, "end",
        end.Wanted is null
            ? $"Have machine {change.Standing.DeviceId} of {change.Wanted.Key} stay at {change.Standing.Driver}, where it is to end by itself at {end.Found}"
            : $"Have machine {change.Standing.DeviceId} of {change.Wanted.Key} end by itself at {end.Wanted} at {change.Standing.Driver}{(end.Found is null ? "" : $", instead of {end.Found}")}",
        PlanEffect.Change, after);

    private static void Configure(PlanBuilder builder, UpdateInput input, HostChange change, string? after)
    {
        var configure = ConfigurePipeline.Add(builder, change.Standing, input.HasOverlay, after);
        if (change.HasOtherSecrets)
            builder.Change(s => s.Id == configure, s => s with { IsForced = true });
    }
}
