using System.Buffers.Binary;
using System.Text;
using EdgeProvision.Model;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace EdgeProvision.Engine.Hosts.Keys;

/// <summary>Reads private keys in the formats of OpenSSH, PEM (PKCS#1, PKCS#8, SEC 1) and PuTTY.</summary>
internal static class PrivateKeyReader
{
    /// <summary>True when the key asks for a passphrase. Unreadable text is an error.</summary>
    public static bool IsEncrypted(string text, string source)
    {
        try
        {
            using PrivateKeyFile key = Open(text, null);
            return false;
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            return true;
        }
        catch (Exception error) when (IsUnreadable(error))
        {
            throw Unreadable(source, error);
        }
    }

    /// <summary>Reads a key; the caller disposes it.</summary>
    public static PrivateKeyFile Read(string text, string? passphrase, string source)
    {
        bool encrypted = IsEncrypted(text, source);
        if (encrypted && string.IsNullOrEmpty(passphrase))
            throw PassphraseMissing(source);
        try
        {
            return Open(text, encrypted ? passphrase : null);
        }
        catch (Exception error) when (IsUnreadable(error))
        {
            if (!encrypted)
                throw Unreadable(source, error);
            throw new EdgeException("SshKeyPassphraseWrong", ErrorKind.InvalidInput, $"The passphrase given does not open the SSH key from {source}.", error)
            {
                Target = source,
                RecommendedAction = "Give the key's passphrase, or load the key into an agent (ssh-add) and set SSH_AUTH_SOCK.",
            };
        }
    }

    /// <summary>The public half.</summary>
    public static SshPublicKey PublicKeyOf(PrivateKeyFile key) => SshPublicKey.FromBlob(key.HostKeyAlgorithms.First().Data);

    /// <summary>The public half of an encrypted key, which OpenSSH's own format has in clear; null for the other formats.</summary>
    public static SshPublicKey? PublicKeyOfEncrypted(string text)
    {
        const string begin = "-----BEGIN OPENSSH PRIVATE KEY-----", end = "-----END OPENSSH PRIVATE KEY-----";
        int from = text.IndexOf(begin, StringComparison.Ordinal), to = text.IndexOf(end, StringComparison.Ordinal);
        if (from < 0 || to < from)
            return null;
        try
        {
            // Magic text and NUL; then cipher, key derivation and its options as strings; the number of keys; the public key as a string.
            ReadOnlySpan<byte> rest = Convert.FromBase64String(text[(from + begin.Length)..to]).AsSpan("openssh-key-v1\0".Length);
            for (int i = 0; i < 3; i++)
                rest = rest[(4 + BinaryPrimitives.ReadInt32BigEndian(rest))..];
            rest = rest[4..];
            return SshPublicKey.FromBlob(rest.Slice(4, BinaryPrimitives.ReadInt32BigEndian(rest)).ToArray());
        }
        catch (Exception error) when (error is FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>The error of an encrypted key without a passphrase.</summary>
    public static EdgeException PassphraseMissing(string source) =>
        new("SshKeyPassphraseMissing", ErrorKind.InvalidInput, $"The SSH key from {source} is encrypted and no passphrase was given.")
        {
            Target = source,
            RecommendedAction = "Run interactively and enter the passphrase, or load the key into an agent (ssh-add) and set SSH_AUTH_SOCK.",
        };

    private static PrivateKeyFile Open(string text, string? passphrase)
    {
        // Keys pasted into YAML or passed through Windows arrive with other line ends or without the last one.
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n").Trim() + "\n"));
        return passphrase is null ? new PrivateKeyFile(stream) : new PrivateKeyFile(stream, passphrase);
    }

    // The parsers throw whatever broken bytes lead to; none of it says more to a user than "not a key".
    private static bool IsUnreadable(Exception error) =>
        error is not (OutOfMemoryException or SshPassPhraseNullOrEmptyException);

    private static EdgeException Unreadable(string source, Exception error) =>
        new("SshKeyUnreadable", ErrorKind.InvalidInput, $"The SSH key from {source} is not a private key that can be read.", error)
        {
            Target = source,
            RecommendedAction = "Name a private key in OpenSSH or PEM format (ed25519, ecdsa or rsa), for example one made by ssh-keygen.",
        };
}
