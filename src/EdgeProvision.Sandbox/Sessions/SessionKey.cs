using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>
/// A fresh SSH key. ECDSA on the NIST curve, because that is what .NET can make without a program beside it and every SSH
/// understands in plain PEM.
/// </summary>
internal sealed record SessionKey(string PrivatePem, string PublicLine)
{
    private const string Algorithm = "ecdsa-sha2-nistp256";
    private const string Curve = "nistp256";

    public static SessionKey Make(string comment)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        using var blob = new MemoryStream();
        Append(blob, Encoding.ASCII.GetBytes(Algorithm));
        Append(blob, Encoding.ASCII.GetBytes(Curve));
        // An uncompressed point, RFC 5656 3.1.
        Append(blob, [4, .. point.X!, .. point.Y!]);
        return new SessionKey(key.ExportECPrivateKeyPem() + "\n", $"{Algorithm} {Convert.ToBase64String(blob.ToArray())} {comment}");
    }

    /// <summary>Hides the private half.</summary>
    public override string ToString() => PublicLine;

    private static void Append(MemoryStream blob, byte[] part)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        blob.Write(length);
        blob.Write(part);
    }
}
