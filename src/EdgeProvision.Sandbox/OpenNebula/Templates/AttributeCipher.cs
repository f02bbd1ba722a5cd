using System.Security.Cryptography;
using System.Text;

namespace EdgeProvision.Sandbox.OpenNebula.Templates;

/// <summary>
/// Encrypts the attributes that the configuration lists. Deterministic, as the daemon's is: equal clear texts give equal cipher
/// texts in all objects. Cipher text is known by decrypting it, so writing it back leaves the secret as it is, while a clear text that
/// merely looks like base64 is encrypted. With an empty key nothing is; under another key old values stay cipher text.
/// </summary>
internal sealed class AttributeCipher(string key)
{
    // Tells a decrypted secret from noise that happens to have valid padding.
    private static readonly byte[] Mark = [0x1e, 0x0f];

    private readonly byte[]? secret = key.Length == 0 ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));

    internal string Encrypt(string value)
    {
        if (secret is null || TryDecrypt(value) is not null) return value;
        using var aes = Aes.Create();
        aes.Key = secret;
        byte[] clear = [.. Mark, .. Encoding.UTF8.GetBytes(value)];
        return Convert.ToBase64String(aes.EncryptCbc(clear, new byte[16]));
    }

    internal string Decrypt(string value) => TryDecrypt(value) ?? value;

    /// <summary>Encrypts, in place, what the list names: <c>NAME</c> for a single attribute, <c>VECTOR/NAME</c> for an element.</summary>
    internal void Encrypt(Template template, IReadOnlyList<string> names) => Apply(template, names, Encrypt);

    /// <summary>A copy in clear.</summary>
    internal Template Decrypted(Template template, IReadOnlyList<string> names)
    {
        var copy = template.Copy();
        Apply(copy, names, Decrypt);
        return copy;
    }

    internal void Apply(VectorAttribute vector, IReadOnlyList<string> names, bool encrypt)
    {
        foreach (var name in names.Where(n => n.StartsWith(vector.Name + "/", StringComparison.Ordinal)).Select(n => n[(vector.Name.Length + 1)..]))
            if (vector.Values.TryGetValue(name, out var value))
                vector[name] = encrypt ? Encrypt(value) : Decrypt(value);
    }

    private static void Apply(Template template, IReadOnlyList<string> names, Func<string, string> change)
    {
        foreach (var name in names)
        {
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            foreach (var attribute in template.Attributes)
            {
                if (slash < 0)
                {
                    if (attribute is SingleAttribute single && single.Name == name) single.Value = change(single.Value);
                }
                else if (attribute is VectorAttribute vector && vector.Name == name[..slash]
                    && vector.Values.TryGetValue(name[(slash + 1)..], out var value))
                {
                    vector[name[(slash + 1)..]] = change(value);
                }
            }
        }
    }

    private string? TryDecrypt(string value)
    {
        if (secret is null || value.Length < 24 || value.Length % 4 != 0) return null;
        var cipher = new byte[value.Length / 4 * 3];
        if (!Convert.TryFromBase64String(value, cipher, out var length) || length % 16 != 0) return null;
        using var aes = Aes.Create();
        aes.Key = secret;
        try
        {
            var clear = aes.DecryptCbc(cipher.AsSpan(0, length), new byte[16]);
            return clear.AsSpan().StartsWith(Mark) ? Encoding.UTF8.GetString(clear, Mark.Length, clear.Length - Mark.Length) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
