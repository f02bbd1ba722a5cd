using System.Globalization;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Preparation;

/// <summary>Provisions of the original tool's later releases, which are documents of their own.</summary>
internal static class LaterGenerations
{
    // In release 7, documents of the type that held provisions before hold providers.
    private const int Six = 103;
    private const int Seven = 104;

    /// <summary>The error for one of that name or document id, or null when there is none.</summary>
    public static async Task<EdgeException?> FindAsync(FrontEndClient client, int release, string nameOrId, CancellationToken cancellationToken)
    {
        var documents = await client.Documents.ListAsync(release < 7 ? Six : Seven, cancellationToken).ConfigureAwait(false);
        if (documents.FirstOrDefault(d => d.Name == nameOrId || d.Id.ToString(CultureInfo.InvariantCulture) == nameOrId) is not { } found)
            return null;
        return new EdgeException("ImportNotSupported", ErrorKind.NotSupported, FormattableString.Invariant($"'{found.Name}' was made by a release of oneprovision later than 5.10 (document {found.Id}). Its machines stand in that document, as the state of Terraform, and not at its hosts, so that it cannot be adopted. Nothing was changed."))
        {
            Target = nameOrId,
            RecommendedAction = "Keep on managing it with the tool that made it, or make a provision anew with New-EdgeProvision and move its virtual machines.",
        };
    }
}
