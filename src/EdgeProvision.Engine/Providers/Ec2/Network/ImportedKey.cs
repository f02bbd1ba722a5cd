using System.Security.Cryptography;
using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>
/// The user's SSH key as a key pair of the account, for hosts that name none: so it also gets to a host whose user data are the descriptor's own, and the service shows which it was. It is
/// called by provision and key, so that another key is another pair; all of them go with the provision.
/// </summary>
internal sealed class ImportedKey(NetworkPart part)
{
    // What the service takes; the others get to the host by user data alone.
    private static readonly string[] Importable = ["ssh-ed25519 ", "ssh-rsa "];

    private readonly MadeOnce<string?> pairs = new();

    /// <summary>The key pair's name, or null where there is none that could be had.</summary>
    public async Task<string?> EnsureAsync(DeviceRequest request, CancellationToken cancellationToken)
    {
        var line = request.SshPublicKey.Split('\n', StringSplitOptions.TrimEntries).FirstOrDefault(l => Importable.Any(l.StartsWith));
        if (line is null)
            return null;
        var name = NameOf(request.ProvisionId, line);
        return await pairs.GetAsync(name, () => MakeAsync(request.ProvisionId, name, line, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> MakeAsync(string id, string name, string line, CancellationToken cancellationToken)
    {
        try
        {
            var look = new PartLook<KeyPairInfo>(PartKinds.KeyPairs, "key", "look for the provision's key pair") { Which = name, Fits = pair => pair.KeyName == name };
            await part.EnsureAsync(
                id, look,
                async () =>
                {
                    // The name is taken: by an import whose answer was lost, before lists show it.
                    await part.SettleAsync(
                        NetworkPart.Make("ImportKeyPair", "import the provision's SSH key", id),
                        (client, token) => client.ImportKeyPairAsync(
                            new ImportKeyPairRequest { KeyName = name, PublicKeyMaterial = Convert.ToBase64String(Encoding.UTF8.GetBytes(line)), TagSpecifications = part.Tags(ResourceType.KeyPair, id, "key") }, token),
                        ["InvalidKeyPair.Duplicate"], cancellationToken).ConfigureAwait(false);
                    return new KeyPairInfo { KeyName = name };
                },
                cancellationToken).ConfigureAwait(false);

            // An order that names a pair which is not known yet is refused.
            await part.UntilShownAsync(id, look, cancellationToken).ConfigureAwait(false);
            return name;
        }
        catch (ProviderException failure) when (Ec2Failure.IsOutOfReach(failure) || Ec2Failure.ServiceCode(failure) == "InvalidKey.Format")
        {
            // Who may not import one, or has a key that the service does not take, does without: the key is in the user data, too.
            return null;
        }
    }

    // By the key itself, whatever comment stands behind it.
    private static string NameOf(string provisionId, string line) =>
        $"edge-{provisionId}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2)))))[..8]}";
}
