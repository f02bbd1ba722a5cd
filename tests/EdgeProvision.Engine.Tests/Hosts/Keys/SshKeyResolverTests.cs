using System.Diagnostics;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Hosts.Keys;

public sealed class SshKeyResolverTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-keys-").FullName;
    private readonly Dictionary<string, string> _files = [];
    private string? _passphrase;
    private IReadOnlyList<SshPublicKey> _agentKeys = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SshKeyResolver Resolver => new(_files.GetValueOrDefault, (_, _) => Task.FromResult(_passphrase), (_, _) => Task.FromResult(_agentKeys));

    [Theory]
    [InlineData("ed25519", "", "")]
    [InlineData("rsa", "", "")]
    [InlineData("ecdsa", "", "")]
    [InlineData("rsa", "PEM", "")]
    [InlineData("rsa", "PKCS8", "")]
    [InlineData("ecdsa", "PEM", "")]
    [InlineData("ed25519", "", "secret words")]
    [InlineData("rsa", "PEM", "secret words")]
    public async Task ResolveAsync_KeyOfEveryFormat_DerivesThePublicKey(string type, string format, string passphrase)
    {
        string publicKey = Generate("/k", type, format, passphrase);
        _passphrase = passphrase;
        SshCredentials found = await Resolver.ResolveAsync(new() { PrivateKey = "/k" }, Token);
        Assert.Equal((publicKey, _files["/k"], "/k"), (found.PublicKey, found.PrivateKeyText, found.Source));
        Assert.DoesNotContain("PRIVATE", found.ToString());
    }

    [Fact]
    public async Task ResolveAsync_SeveralPlaces_TheFirstGivenWins()
    {
        string parameter = Generate("/parameter"), descriptor = Generate("/descriptor"), standard = Generate(SshKeyResolver.DefaultPrivateKey), sandbox = Generate("/sandbox");
        SshKeyRequest request = new() { Parameter = "/parameter", PrivateKey = "/descriptor", SandboxPrivateKey = "/sandbox" };
        Assert.Equal(sandbox, (await Resolver.ResolveAsync(request, Token)).PublicKey);
        Assert.Equal(parameter, (await Resolver.ResolveAsync(request with { SandboxPrivateKey = null }, Token)).PublicKey);
        Assert.Equal(descriptor, (await Resolver.ResolveAsync(request with { SandboxPrivateKey = null, Parameter = null }, Token)).PublicKey);
        Assert.Equal(standard, (await Resolver.ResolveAsync(new() { Parameter = "***", PrivateKey = "canary" }, Token)).PublicKey);
    }

    [Fact]
    public async Task ResolveAsync_GivenButMissing_IsAnErrorThatNamesFileAndKeyAlthoughTheDefaultIsThere()
    {
        Generate(SshKeyResolver.DefaultPrivateKey);
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => Resolver.ResolveAsync(new() { PrivateKey = "/nowhere/id" }, Token));
        Assert.Equal("SshKeyUnreadable", error.Code);
        Assert.Contains("/nowhere/id", error.Message);
        Assert.Contains("private_key", error.Message);
    }

    [Fact]
    public async Task ResolveAsync_KeyItselfInTheDescriptor_IsTaken()
    {
        string publicKey = Generate("/k");
        Assert.Equal(publicKey, (await Resolver.ResolveAsync(new() { PrivateKey = _files["/k"].Replace("\n", "\r\n", StringComparison.Ordinal) }, Token)).PublicKey);
    }

    [Fact]
    public async Task ResolveAsync_PublicKeyGiven_PathOrTextWinsOverTheDerived()
    {
        Generate("/k");
        string other = Generate("/other");
        _files["/k.pub"] = other + " somebody@somewhere\n";
        Assert.StartsWith(other, (await Resolver.ResolveAsync(new() { PrivateKey = "/k", PublicKey = "/k.pub" }, Token)).PublicKey);
        Assert.Equal(other, (await Resolver.ResolveAsync(new() { PrivateKey = "/k", PublicKey = other }, Token)).PublicKey);
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => Resolver.ResolveAsync(new() { PrivateKey = "/k", PublicKey = "/missing.pub" }, Token));
        Assert.Equal("SshPublicKeyUnreadable", error.Code);
    }

    [Fact]
    public async Task ResolveAsync_EncryptedKey_NeedsTheRightPassphraseUnlessTheAgentHoldsIt()
    {
        string publicKey = Generate("/k", passphrase: "secret words");
        Assert.Equal("SshKeyPassphraseMissing", (await Assert.ThrowsAsync<EdgeException>(() => Resolver.ResolveAsync(new() { PrivateKey = "/k" }, Token))).Code);
        _passphrase = "wrong";
        EdgeException wrong = await Assert.ThrowsAsync<EdgeException>(() => Resolver.ResolveAsync(new() { PrivateKey = "/k" }, Token));
        Assert.Equal("SshKeyPassphraseWrong", wrong.Code);
        _passphrase = null;
        Assert.True(SshPublicKey.TryParse(publicKey, out SshPublicKey? key));
        _agentKeys = [key];
        SshCredentials held = await Resolver.ResolveAsync(new() { PrivateKey = "/k", AgentSocket = "/agent" }, Token);
        Assert.Equal((null, "/agent", publicKey), (held.PrivateKeyText, held.AgentSocket, held.PublicKey));
    }

    [Fact]
    public async Task ResolveAsync_NothingGiven_TakesTheAgentElseSaysWhereItLooked()
    {
        Assert.True(SshPublicKey.TryParse(Generate("/k"), out SshPublicKey? key));
        _agentKeys = [key];
        Assert.Equal("/agent", (await Resolver.ResolveAsync(new() { AgentSocket = "/agent" }, Token)).AgentSocket);
        EdgeException error = await Assert.ThrowsAsync<EdgeException>(() => Resolver.ResolveAsync(new(), Token));
        Assert.Equal("SshKeyNotFound", error.Code);
        Assert.Contains(SshKeyResolver.DefaultPrivateKey, error.Message);
    }

    private string Generate(string path, string type = "ed25519", string format = "", string passphrase = "")
    {
        string file = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        using Process keygen = Process.Start("ssh-keygen", ["-q", "-t", type, "-N", passphrase, "-C", "", "-f", file, .. format.Length > 0 ? ["-m", format] : Array.Empty<string>()]);
        keygen.WaitForExit();
        _files[path] = File.ReadAllText(file);
        return string.Join(' ', File.ReadAllText(file + ".pub").Split(' ', '\n')[..2]);
    }
}
