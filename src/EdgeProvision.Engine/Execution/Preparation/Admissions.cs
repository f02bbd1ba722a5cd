using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Observation;

namespace EdgeProvision.Engine.Execution.Preparation;

/// <summary>Reads what is let in to a provision's machines, for who compares it with a descriptor.</summary>
internal static class Admissions
{
    /// <summary>The same provision, with what its providers show.</summary>
    public static async Task<ObservedProvision> ReadAsync(
        ObservedProvision observed, string provisionId, IReadOnlyDictionary<string, ProviderAccess> access, CancellationToken cancellationToken)
    {
        var admissions = new Dictionary<string, StandingAdmission>(StringComparer.Ordinal);
        foreach (var (name, provider) in access)
        {
            if (await provider.Driver.ReadAdmissionAsync(provisionId, cancellationToken).ConfigureAwait(false) is { } standing)
                admissions[name] = standing;
        }

        return observed with { Admissions = admissions };
    }
}
