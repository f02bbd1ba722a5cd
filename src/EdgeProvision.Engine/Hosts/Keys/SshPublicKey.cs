using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace EdgeProvision.Engine.Hosts.Keys;

/// <summary>A public key of SSH, of a host or of a user.</summary>
/// <param name="Type">The key's type as its blob says: <c>ssh-ed25519</c>, <c>ssh-rsa</c>, <c>ecdsa-sha2-nistp256</c>.</param>
/// <param name="Base64">The blob.</param>
public sealed record SshPublicKey(string Type, string Base64)
{
    /// <summary>The key as a <c>.pub</c> file has it, without comment.</summary>
    public string Line => $"{Type} {Base64}";

    /// <summary>The key's fingerprint as OpenSSH prints it: <c>SHA256:…</c>.</summary>
    public string Fingerprint => "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(Base64))).TrimEnd('=');

    /// <summary>The key of a blob.</summary>
    public static SshPublicKey FromBlob(byte[] blob) =>
        TypeOf(blob) is { } type ? new(type, Convert.ToBase64String(blob)) : throw new FormatException("The bytes are not a public key of SSH.");

    /// <summary>
    /// Reads <c>type base64 [comment]</c>. The type written before the blob must be the blob's own: whoever compares types must not be fooled by the text.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SshPublicKey? key)
    {
        key = null;
        string[] words = (text ?? "").Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
            return false;
        byte[] blob = new byte[words[1].Length];
        if (!Convert.TryFromBase64String(words[1], blob, out int length) || TypeOf(blob.AsSpan(0, length)) is not { } type || type != words[0])
            return false;
        key = new(type, Convert.ToBase64String(blob, 0, length));
        return true;
    }

    private static string? TypeOf(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < 4)
            return null;
        int length = BinaryPrimitives.ReadInt32BigEndian(blob);
        if (length is < 4 or > 64 || blob.Length <= 4 + length)
            return null;
        ReadOnlySpan<byte> name = blob.Slice(4, length);
        return name.ContainsAnyExceptInRange((byte)'!', (byte)'~') ? null : Encoding.ASCII.GetString(name);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Type} {Fingerprint}";
}
