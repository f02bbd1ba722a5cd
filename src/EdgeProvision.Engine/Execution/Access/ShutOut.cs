using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>Why a host does not answer: its provider does not let this machine in.</summary>
/// <param name="Driver">The provider's driver.</param>
/// <param name="Standing">What is let in there.</param>
/// <param name="Own">The network that this machine comes from.</param>
internal sealed record ShutOut(IProviderDriver Driver, StandingAdmission Standing, string Own)
{
    public const string Code = "CallerNotAdmitted";

    private string LetIn => string.Join(", ", Standing.Rules.Where(r => r.What.IncludesLogin).Select(r => r.What.From).Distinct(StringComparer.Ordinal).DefaultIfEmpty("none"));

    /// <summary>Null where this machine is let in, and where that is not known.</summary>
    /// <exception cref="EdgeException">The provider does not tell.</exception>
    public static async Task<ShutOut?> FindAsync(IProviderDriver driver, string provisionId, CancellationToken cancellationToken) =>
        await driver.ReadAdmissionAsync(provisionId, cancellationToken).ConfigureAwait(false) is { } standing
            && await driver.FindCallerAsync(cancellationToken).ConfigureAwait(false) is { } own && IsShutOut(own, standing)
            ? new ShutOut(driver, standing, own)
            : null;

    /// <summary>The descriptor names others: nobody but its author lets this machine in.</summary>
    public EdgeException NotNamed(int id, string hostname, string target, EdgeException? cause = null) => Error(
        id, hostname, target, " The descriptor says who may log in (ssh_from).",
        $"Write {Own} into ssh_from as well, and run Update-EdgeProvision with the descriptor (oneprovision update FILE); or run the command from where SSH is let in.", cause);

    /// <summary>The error that a host did not answer, with the reason.</summary>
    public EdgeException Error(int id, string hostname, string target, string more, string? advice, EdgeException? cause = null) => new(
        Code, ErrorKind.AccessDenied,
        FormattableString.Invariant($"Host {id} ({hostname}) did not answer by SSH, and this machine's address, {Own}, is not among those that are let in at {Driver.Name}: {LetIn}.{more}"), cause)
    {
        Target = target,
        RecommendedAction = advice,
    };

    // One rule more does no harm; but nobody is to be told that this machine is shut out who has let it in by a rule that cannot be read.
    private static bool IsShutOut(string own, StandingAdmission standing) => !standing.LetsIn(own) && (standing.AdmitsCallers || !standing.MayLetInOthers);
}
