using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Keys;

/// <summary>A public key line that the service takes: RSA or Ed25519, and no other.</summary>
internal sealed record OpenSshKey(string Line, string Type, string Fingerprint)
{
    private const string Rsa = "ssh-rsa";
    private const string Ed25519 = "ssh-ed25519";

    /// <exception cref="Ec2RefusedException"><c>InvalidKey.Format</c>.</exception>
    public static OpenSshKey Read(string material)
    {
        var bytes = new byte[material.Length];
        if (!Convert.TryFromBase64String(material, bytes, out var length))
            throw Ec2RefusedException.Invalid("PublicKeyMaterial", material, "Invalid BASE64 encoding.");
        var line = Encoding.UTF8.GetString(bytes, 0, length).Trim();
        var parts = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        var blob = new byte[line.Length];
        if (line.Contains('\n', StringComparison.Ordinal) || parts.Length < 2 || parts[0] is not (Rsa or Ed25519) || !Convert.TryFromBase64String(parts[1], blob, out var size))
            throw WrongFormat();
        var fields = Fields(blob.AsMemory(0, size));
        return (parts[0], fields) switch
        {
            (Rsa, [var type, var exponent, var modulus]) when IsText(type, Rsa) => new OpenSshKey(line, "rsa", RsaFingerprint(exponent, modulus)),
            (Ed25519, [var type, { Length: 32 }]) when IsText(type, Ed25519) => new OpenSshKey(line, "ed25519", Convert.ToBase64String(SHA256.HashData(blob.AsSpan(0, size)))),
            _ => throw WrongFormat(),
        };
    }

    private static Ec2RefusedException WrongFormat() => new("InvalidKey.Format", "Key is not in valid OpenSSH public key format");

    private static bool IsText(byte[] bytes, string text) => Encoding.ASCII.GetString(bytes) == text;

    private static List<byte[]> Fields(ReadOnlyMemory<byte> blob)
    {
        var fields = new List<byte[]>();
        while (blob.Length >= 4)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(blob.Span);
            if (length < 0 || length > blob.Length - 4)
                throw WrongFormat();
            fields.Add(blob.Slice(4, length).ToArray());
            blob = blob[(4 + length)..];
        }

        return blob.Length == 0 ? fields : throw WrongFormat();
    }

    // Of an imported RSA key the service shows the MD5 of its DER form.
    private static string RsaFingerprint(byte[] exponent, byte[] modulus)
    {
        try
        {
            using var rsa = RSA.Create(new RSAParameters { Exponent = Trim(exponent), Modulus = Trim(modulus) });
            if (rsa.KeySize is not (1024 or 2048 or 4096))
                throw new Ec2RefusedException("InvalidKey.Format", $"Key length of {rsa.KeySize} bits is not supported: 1024, 2048, 4096.");
            return Convert.ToHexStringLower(MD5.HashData(rsa.ExportSubjectPublicKeyInfo())).Chunk(2).Select(pair => new string(pair)).Aggregate((left, right) => $"{left}:{right}");
        }
        catch (CryptographicException)
        {
            throw WrongFormat();
        }
    }

    private static byte[] Trim(byte[] number) => number is [0, ..] ? number[1..] : number;
}
