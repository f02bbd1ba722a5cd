using System.Security.Cryptography;
using System.Text;

namespace EdgeProvision.Sandbox.Ec2.Catalogue;

/// <summary>A machine image on offer.</summary>
/// <param name="Name">Its name, which filters look for.</param>
/// <param name="OwnerId">The account that publishes it.</param>
/// <param name="OwnerAlias"><c>amazon</c>, or null.</param>
/// <param name="Architecture"><c>x86_64</c> or <c>arm64</c>.</param>
/// <param name="CreatedAt">When it was published.</param>
/// <param name="RootDevice">The name of its disk.</param>
/// <param name="RootGigabytes">How large that is at least.</param>
/// <param name="Description">What it is.</param>
internal sealed record ImageEntry(
    string Name, string OwnerId, string? OwnerAlias, string Architecture, DateTimeOffset CreatedAt, string RootDevice, int RootGigabytes, string Description)
{
    /// <summary>From then on it is shown only to who asks for old ones, too.</summary>
    public DateTimeOffset DeprecatedAt => CreatedAt.AddYears(2);

    /// <summary>The id in a region: the same in every sandbox, another in every region.</summary>
    public string IdIn(string region) => "ami-0" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{region}/{OwnerId}/{Name}")))[..16];
}
