using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers.Redfish;

/// <summary>Over real TLS: which certificates a machine's controller may show.</summary>
public sealed class CertificateTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "does not trust")]
    [InlineData("trusted", "does not trust")]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000", "is not the one")]
    public async Task Create_OfACertificateThatIsNotAccepted_NamesItAndSendsNothing(string? rule, string why)
    {
        await using var service = new TlsService();

        var refused = Assert.IsType<CreateResult.NotSent>(await CreateAsync(service, rule));

        Assert.Equal(("RedfishCertificateRefused", ErrorKind.Security), (refused.Error.Code, refused.Error.Kind));
        Assert.Contains(service.Fingerprint, refused.Error.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Error.Message, StringComparison.Ordinal);
        Assert.Contains($"sha256:{service.Fingerprint}", refused.Error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(0, service.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Create_OfTheCertificateThatTheHostNames_ReadsThePower(bool withColons)
    {
        await using var service = new TlsService();
        var fingerprint = withColons ? string.Join(':', service.Fingerprint.Chunk(2).Select(c => new string(c))).ToLowerInvariant() : service.Fingerprint;

        var created = Assert.IsType<CreateResult.Created>(await CreateAsync(service, $"sha256:{fingerprint}"));

        Assert.Equal(DeviceState.Inactive, created.Device.State);
        Assert.Equal(1, service.Requests);
    }

    private static async Task<CreateResult> CreateAsync(TlsService service, string? rule)
    {
        using var drivers = new ProviderDrivers(new RestOptions { MaxRepeats = 0 });
        var driver = drivers.Open(Standing.Standing.Settings("onprem", Standing.Standing.Machine("a", null)));
        (string, string)[] keys = [("address", "192.0.2.1"), ("redfish_url", service.Url), ("redfish_user", "admin"), ("redfish_system", "1"), .. rule is null ? [] : new[] { ("redfish_certificate", rule) }];
        return await driver.CreateDeviceAsync(Standing.Standing.Request("a", keys), Stop);
    }
}
