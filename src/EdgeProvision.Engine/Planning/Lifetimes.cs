using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>Machines that the provider takes away by itself: what plans say of them, and what differs.</summary>
internal static class Lifetimes
{
    private const int MostNamed = 5;

    /// <summary>A machine is made a while after it is ordered, so that a duration is never exact to the second.</summary>
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(10);

    /// <summary>What the descriptor says of a host, or null: it says nothing, or what it says is known later.</summary>
    public static Lifetime? Of(DescriptorHost host) => host.Provision.Text(Lifetime.Key) is { } text ? Lifetime.TryParse(text) : null;

    /// <summary>For a plan's line.</summary>
    public static string Said(Lifetime life) => life.Until is null ? $"to end by itself {life} after it was made" : $"to end by itself at {life}";

    /// <summary>What the user should know before machines are rented that go by themselves.</summary>
    public static IEnumerable<string> Notes(OperationPlan plan, Descriptor desired) =>
        from host in desired.Hosts
        where plan.Steps.Any(s => s.Kind == StepKind.RentDevice && s.HostKey == host.Key)
        let life = Of(host)
        where life is not null
        group host.Key by life.ToString() into same
        let said = Said(Lifetime.TryParse(desired.Hosts.First(h => h.Key == same.First()).Provision.Text(Lifetime.Key)!)!)
        select $"{Named([.. same])}: {said} ({Lifetime.Key}). The provider takes the machine away then, with all that is on it, and asks nobody.";

    /// <summary>What differs between a machine that stands and what the descriptor says of its end; null for nothing.</summary>
    /// <param name="wanted">What the descriptor says, or null.</param>
    /// <param name="device">The machine.</param>
    public static AttributeChange? Difference(Lifetime? wanted, Device device)
    {
        var end = wanted?.EndOf(device.CreatedAt);
        var isSame = (end, device.EndsAt) switch
        {
            (null, null) => true,
            ({ } one, { } other) => (one - other).Duration() <= (wanted!.Until is null ? s_tolerance : TimeSpan.FromSeconds(1)),
            _ => false,
        };
        return isSame ? null : new AttributeChange($"provision.{Lifetime.Key}", device.EndsAt is { } found ? Lifetime.Text(found) : null, end is { } at ? Lifetime.Text(at) : null);
    }

    private static string Named(IReadOnlyList<string> hosts) =>
        string.Join(", ", hosts.Take(MostNamed)) + (hosts.Count > MostNamed ? FormattableString.Invariant($" and {hosts.Count - MostNamed} more") : "");
}
