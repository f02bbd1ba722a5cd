using System.Buffers.Binary;
using System.Security.Cryptography;
using EdgeProvision.Sandbox.Sessions;

namespace EdgeProvision.Sandbox.Tests.Sessions;

public sealed class SessionKeyTests
{
    [Fact]
    public void Make_PublicLine_BelongsToThePrivateKey()
    {
        var key = SessionKey.Make("me");
        var parts = key.PublicLine.Split(' ');
        Assert.Equal(("ecdsa-sha2-nistp256", "me"), (parts[0], parts[2]));
        var fields = Fields(Convert.FromBase64String(parts[1]));
        Assert.Equal(["ecdsa-sha2-nistp256", "nistp256"], fields[..2].Select(System.Text.Encoding.ASCII.GetString));

        using var mine = ECDsa.Create();
        mine.ImportFromPem(key.PrivatePem);
        using var theirs = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = fields[2][1..33], Y = fields[2][33..] } });
        byte[] message = [1, 2, 3];
        Assert.True(theirs.VerifyData(message, mine.SignData(message, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256));
        Assert.DoesNotContain("PRIVATE", key.ToString(), StringComparison.Ordinal);
    }

    private static List<byte[]> Fields(byte[] blob)
    {
        var fields = new List<byte[]>();
        for (var at = 0; at < blob.Length; at += 4 + fields[^1].Length)
            fields.Add(blob[(at + 4)..(at + 4 + BinaryPrimitives.ReadInt32BigEndian(blob.AsSpan(at)))]);
        return fields;
    }
}
