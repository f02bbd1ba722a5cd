using EdgeProvision.Engine.Descriptors.Rendering;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>
/// Gives a network the attributes and the address ranges of the descriptor. What differs is looked for anew before each write: a range whose
/// answer was lost is found, not bought twice.
/// </summary>
public sealed class UpdateNetworkStep : IStepHandler
{
    private const int MostLostAnswers = 5;

    /// <inheritdoc/>
    public StepKind Kind => StepKind.UpdateNetwork;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var networks = scope.FrontEnd.Networks;
        var rendered = ObjectTemplates.Network(scope, scope.Desired!.Networks[context.Step.Index]);
        var limit = NetworkStep.Limit(scope);
        var outcome = StepOutcome.Unchanged;
        var lost = 0;
        while (true)
        {
            var standing = await networks.WaitReadyAsync(context.Step.ObjectId, limit, context.CancellationToken).ConfigureAwait(false);
            if (await NextAsync(context, standing, rendered).ConfigureAwait(false) is not { } write)
                break;
            try
            {
                await write().ConfigureAwait(false);
                outcome = StepOutcome.Done;
            }
            catch (EdgeException error) when (error.Code is FrontEndErrorCodes.AnswerLost or FrontEndErrorCodes.Timeout && ++lost < MostLostAnswers)
            {
                context.Progress("the answer was lost; looking at the network again");
            }
        }

        await scope.Record.UpdateAsync(scope.FrontEnd, r => WithoutRequests(r, scope.ProvisionId, rendered.Name), context.CancellationToken).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>
    /// The next write that brings the network nearer, or null when it is as it should be. What is bought comes before anything goes, so that no
    /// key is used twice; other ranges come last, since they may lie where those lay that go.
    /// </summary>
    private static async Task<Func<Task>?> NextAsync(StepContext context, NetworkObject standing, RenderedObject rendered)
    {
        var networks = context.Operation.FrontEnd.Networks;
        var token = context.CancellationToken;
        if (AttributeUpdate.Of(standing.Template, rendered.Template.Without("NAME", "PM_MAD", "AR"), context.Step.Dropped) is { } update)
            return () => networks.UpdateAsync(standing.Id, update.Mode, update.Text, token);

        var ranges = RangeComparison.Of(rendered.Template.Sections("AR").Select(Vector), standing.AddressRanges);
        if (ranges.Add.FirstOrDefault(RangeChanges.IsBought) is { } bought)
        {
            var key = await AnnounceAsync(context, standing, rendered.Name).ConfigureAwait(false);
            return () => networks.AddRangeAsync(standing.Id, Text(Section(bought).With(EdgeAttribute.Key, key)), token);
        }

        if (ranges.Remove is [var gone, ..])
        {
            RefuseLeases(standing, gone);
            return () => networks.RemoveRangeAsync(standing.Id, gone.Id, token);
        }

        if (ranges.Resize is [var (range, changes), ..])
        {
            var attributes = new AttributeTree([("AR_ID", FormattableString.Invariant($"{range.Id}")), .. changes.Select(c => (c.Name, c.Wanted ?? ""))]);
            return () => networks.UpdateRangeAsync(standing.Id, Text(attributes), token);
        }

        return ranges.Add is [var added, ..] ? () => networks.AddRangeAsync(standing.Id, Text(Section(added)), token) : null;
    }

    /// <summary>In the record before it is bought: whoever looks after a crash knows what to look for.</summary>
    private static async Task<string> AnnounceAsync(StepContext context, NetworkObject standing, string network)
    {
        var scope = context.Operation;
        var key = FreeKey(scope.ProvisionId, network, standing.AddressRanges);
        await scope.Record.UpdateAsync(scope.FrontEnd, r => r.Requests.Contains(key) ? r : r with { Requests = [.. r.Requests, key] }, context.CancellationToken).ConfigureAwait(false);
        return key;
    }

    /// <summary>A range of the descriptor without the key that its place in the list would give it.</summary>
    private static AttributeTree Section(OneVector range) => new(range.Members.Where(m => m.Key != EdgeAttribute.Key).Select(m => (m.Key, m.Value)));

    private static OneVector Vector(AttributeTree section) => new("AR", [.. section.Select(m => new OneSingle(m.Name, m.Text ?? ""))]);

    private static string Text(AttributeTree range) => TemplateWriter.Write(AttributeTree.Empty.Add("AR", range));

    /// <summary>The lowest number that no range of the network has: keys are never a range's place in the list, which changes.</summary>
    private static string FreeKey(string provisionId, string network, IReadOnlyList<AddressRange> standing)
    {
        var taken = standing.Select(r => r.Attributes.Text(EdgeAttribute.Key)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(0, taken.Count + 1).Select(n => EdgeAttribute.RangeKey(provisionId, network, n)).First(key => !taken.Contains(key));
    }

    private static ProvisionRecord WithoutRequests(ProvisionRecord record, string provisionId, string network)
    {
        var prefix = EdgeAttribute.RangeKey(provisionId, network, 0)[..^1];
        return record.Requests.Any(r => r.StartsWith(prefix, StringComparison.Ordinal))
            ? record with { Requests = [.. record.Requests.Where(r => !r.StartsWith(prefix, StringComparison.Ordinal))] }
            : record;
    }

    private static void RefuseLeases(NetworkObject network, AddressRange range)
    {
        if (range.Leases.IsEmpty)
            return;
        var used = string.Join(", ", range.Leases.Take(10).Select(l => l.Ip ?? l.Mac));
        throw new EdgeException("NetworkRangeInUse", ErrorKind.ResourceBusy, $"Address range {range.Id} of network {network.Name} is to go, but addresses of it are in use: {used}.")
        {
            Target = network.Name,
            RecommendedAction = "Free them (remove their virtual machines, onevnet release), then run the command again; or keep the range in the descriptor.",
        };
    }
}
