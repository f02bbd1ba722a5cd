using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EdgeProvision.Sandbox.Tests.Ec2;

public sealed class KeyPairTests : IAsyncDisposable
{
    public const string Ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEiY4ZRmqDMPSwbFD2Ihw0QmT+RxbFYmuSWWGTA6Zd3E me@here";
    private readonly Ec2Bench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task Import_DescribeDelete_FollowTheKey()
    {
        var made = await _bench.CallAsync("ImportKeyPair", "KeyName=me", $"PublicKeyMaterial={Base64(Ed25519)}", "TagSpecification.1.ResourceType=key-pair", "TagSpecification.1.Tag.1.Key=a", "TagSpecification.1.Tag.1.Value=b");
        Assert.Equal("me", Ec2Bench.Value(made, "keyName"));
        Assert.Equal("400 InvalidKeyPair.Duplicate", await _bench.RefusedAsync("ImportKeyPair", "KeyName=me", $"PublicKeyMaterial={Base64(Ed25519)}"));
        var shown = await _bench.CallAsync("DescribeKeyPairs", "Filter.1.Name=tag:a", "Filter.1.Value.1=b", "IncludePublicKey=true");
        Assert.Equal((Ec2Bench.Value(made, "keyPairId"), "ed25519", Ed25519), (Ec2Bench.Value(shown, "keySet/item/keyPairId"), Ec2Bench.Value(shown, "keySet/item/keyType"), Ec2Bench.Value(shown, "keySet/item/publicKey")));
        await _bench.CallAsync("DeleteKeyPair", "KeyName=me");
        await _bench.CallAsync("DeleteKeyPair", "KeyName=me");
        Assert.Empty(await _bench.ValuesAsync("DescribeKeyPairs", "keySet/item/keyName"));
    }

    [Theory]
    [InlineData(2048, null)]
    [InlineData(3072, "400 InvalidKey.Format")]
    public async Task Import_Rsa_IsTakenInTheSizesThatTheServiceHas(int bits, string? refusal)
    {
        using var rsa = RSA.Create(bits);
        var line = $"ssh-rsa {Convert.ToBase64String(Blob(rsa))} me";
        if (refusal is not null)
        {
            Assert.Equal(refusal, await _bench.RefusedAsync("ImportKeyPair", "KeyName=me", $"PublicKeyMaterial={Base64(line)}"));
            return;
        }

        var expected = string.Join(':', MD5.HashData(rsa.ExportSubjectPublicKeyInfo()).Select(value => value.ToString("x2")));
        Assert.Equal(expected, await _bench.ValueAsync("ImportKeyPair", "keyFingerprint", "KeyName=me", $"PublicKeyMaterial={Base64(line)}"));
    }

    [Theory]
    [InlineData("ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBA== me")]
    [InlineData("ssh-ed25519 AAAA me")]
    [InlineData("ssh-rsa not-base-64 me")]
    [InlineData("nonsense")]
    public async Task Import_KeyThatTheServiceDoesNotTake_IsInvalidFormat(string line) =>
        Assert.Equal("400 InvalidKey.Format", await _bench.RefusedAsync("ImportKeyPair", "KeyName=me", $"PublicKeyMaterial={Base64(line)}"));

    [Fact]
    public async Task Import_NotInBase64_IsRefused() =>
        Assert.Equal("400 InvalidParameterValue", await _bench.RefusedAsync("ImportKeyPair", "KeyName=me", $"PublicKeyMaterial={Ed25519}"));

    private static byte[] Blob(RSA rsa)
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        using var blob = new MemoryStream();
        foreach (var field in new[] { "ssh-rsa"u8.ToArray(), key.Exponent!, [0, .. key.Modulus!] })
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, field.Length);
            blob.Write(length);
            blob.Write(field);
        }

        return blob.ToArray();
    }
}
