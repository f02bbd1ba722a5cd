using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Pictures;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Preparation;

/// <summary>What is known of a provision's overlay without asking a host: from the playbooks that its hosts were configured by.</summary>
internal sealed class OverlayView(IPlaybooks playbooks, IReadOnlyDictionary<string, object?> fallbackVariables)
{
    private static readonly Dictionary<string, string> s_noSecrets = [];

    /// <summary>The overlay, or null when no host is joined to one.</summary>
    public Overlay? Of(ObservedProvision provision)
    {
        var members = provision.Hosts.Where(h => Known(() => playbooks.HasOverlay(StoredConfiguration.Playbooks(h.Template)))).ToList();
        if (members.Count == 0)
            return null;
        var bridges = members.SelectMany(h => Known(() => playbooks.OverlayBridges(HostConfiguration.Of(h.Key, h.Template, fallbackVariables, s_noSecrets))) ?? [])
            .Distinct(StringComparer.Ordinal);
        return new Overlay([.. members.Select(h => h.Key)], [.. bridges], provision.Record is { PeersHash.Length: > 0 });
    }

    /// <summary>A playbook that is not at hand, or a damaged attribute, is no reason to show nothing of the others.</summary>
    private static T? Known<T>(Func<T> look)
    {
        try
        {
            return look();
        }
        catch (EdgeException)
        {
            return default;
        }
    }
}
