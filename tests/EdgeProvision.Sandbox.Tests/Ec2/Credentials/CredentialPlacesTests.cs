using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Tests.Packet;

namespace EdgeProvision.Sandbox.Tests.Ec2.Credentials;

/// <summary>AWS's own places for credentials, each in a process of its own, before services that answer as AWS's do: temporary credentials arrive at the API with their token.</summary>
public sealed class CredentialPlacesTests : IAsyncDisposable
{
    private const string StartUrl = "https://edge.awsapps.com/start";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private readonly Ec2Tenant _temporary = new("ASIATEMPORARY", "temporary-secret", "111111111111") { SessionToken = "session-token" };
    private readonly string _home = Directory.CreateTempSubdirectory("edge-aws-").FullName;
    private readonly CredentialServices _services;
    private readonly Ec2Emulator _emulator;
    private readonly HttpServer _api;
    private readonly HttpServer _door;

    public CredentialPlacesTests()
    {
        _services = new CredentialServices(_temporary);
        _emulator = new Ec2Emulator(new PaperMachineRoom(), TimeProvider.System, new Ec2Options { Tenants = [_temporary], Throttles = false });
        _api = new HttpServer(_emulator, new IPEndPoint(IPAddress.Loopback, 0), new HttpServerOptions());
        _door = new HttpServer(_services, new IPEndPoint(IPAddress.Loopback, 0), new HttpServerOptions());
        _api.Start();
        _door.Start();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _door.DisposeAsync();
        await _emulator.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task Profile_ThatAssumesARole_AsksTheTokenService()
    {
        Profile($"role_arn = {CredentialServices.Role}\nsource_profile = base");

        Assert.Equal("listed 0", await ProbeAsync(("AWS_PROFILE", "edge"), ("AWS_ENDPOINT_URL_STS", Door)));
        Assert.Equal(["POST /"], _services.Asked);
    }

    [Fact]
    public async Task Profile_WhoseRoleIsRefused_SaysSoAndWhatToDo()
    {
        _services.Refuses = true;
        Profile($"role_arn = {CredentialServices.Role}\nsource_profile = base");

        var said = await ProbeAsync(("AWS_PROFILE", "edge"), ("AWS_ENDPOINT_URL_STS", Door));

        Assert.StartsWith("ProviderTokenMissing: ", said, StringComparison.Ordinal);
        Assert.Contains(CredentialServices.Role, said, StringComparison.Ordinal);
        Assert.Contains("not authorized to perform: sts:AssumeRole", said, StringComparison.Ordinal);
        Assert.DoesNotContain("base-secret", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profile_OfSingleSignOn_TakesTheTokenOfTheLoginThatStands()
    {
        Profile($"sso_start_url = {StartUrl}\nsso_region = eu-central-1\nsso_account_id = 111111111111\nsso_role_name = edge");
        var cache = Directory.CreateDirectory(Path.Combine(_home, ".aws", "sso", "cache")).FullName;
        var name = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(StartUrl)));
        await File.WriteAllTextAsync(
            Path.Combine(cache, $"{name}.json"),
            $$"""{"startUrl":"{{StartUrl}}","region":"eu-central-1","accessToken":"{{CredentialServices.SignOnToken}}","expiresAt":"{{DateTime.UtcNow.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}}"}""", Token);

        Assert.Equal("listed 0", await ProbeAsync(("AWS_PROFILE", "edge"), ("AWS_ENDPOINT_URL_SSO", Door)));
        Assert.Equal(["GET /federation/credentials"], _services.Asked);
    }

    [Fact]
    public async Task Role_OfTheInstance_IsAskedOfItsMetadata()
    {
        Assert.Equal("listed 0", await ProbeAsync(("AWS_EC2_METADATA_SERVICE_ENDPOINT", Door), ("AWS_EC2_METADATA_DISABLED", "false")));
        Assert.Contains("PUT /latest/api/token", _services.Asked);
        Assert.Contains("GET /latest/meta-data/iam/security-credentials/edge", _services.Asked);
    }

    private string Door => $"http://{_door.EndPoint}";

    private void Profile(string lines)
    {
        Directory.CreateDirectory(Path.Combine(_home, ".aws"));
        File.WriteAllText(Path.Combine(_home, ".aws", "config"), $"[profile edge]\nregion = eu-central-1\n{lines}\n");
        File.WriteAllText(Path.Combine(_home, ".aws", "credentials"), "[base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = base-secret\n");
    }

    /// <summary>What a process with this environment, and nothing else of AWS's in it, gets.</summary>
    private async Task<string> ProbeAsync(params (string Name, string Value)[] environment)
    {
        var result = Path.Combine(_home, "result");
        var start = new ProcessStartInfo(Path.ChangeExtension(typeof(CredentialProbe).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null)!)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            ArgumentList = { "-noLogo", "-explicit", "only", "-class", typeof(CredentialProbe).FullName! },
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        (string Name, string Value)[] fixedOnes =
        [
            ("HOME", _home), ("USERPROFILE", _home), ("AWS_EC2_METADATA_DISABLED", "true"), ("NO_PROXY", "127.0.0.1"), (CredentialProbe.Endpoint, $"http://{_api.EndPoint}"), (CredentialProbe.Result, result),
        ];
        foreach (var (name, value) in fixedOnes.Concat(environment))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token).WaitAsync(s_patience, Token);
        return File.Exists(result) ? await File.ReadAllTextAsync(result, Token) : throw new InvalidOperationException(string.Concat(await output));
    }
}
