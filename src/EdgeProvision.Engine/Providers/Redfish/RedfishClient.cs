using System.Net;
using System.Text;
using System.Text.Json;
using EdgeProvision.Engine.Providers.Budgets;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Engine.Providers.Standing;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Redfish;

/// <summary>One machine's Redfish service: finds the machine there, reads its power, asks for reset actions. Every call carries user and password, which all services know.</summary>
internal sealed class RedfishClient
{
    private const string Systems = "redfish/v1/Systems";
    private readonly RedfishSettings settings;
    private readonly RestFunnel funnel;
    private string? path;

    public RedfishClient(RedfishSettings settings, RestOptions options)
    {
        this.settings = settings;
        var target = new RestTarget("Redfish", settings.Url, Login(settings.User, settings.Password), $"the host {settings.Hostname}") { FurtherSecrets = [settings.Password] };

        // Such controllers are small computers: they take a few requests at a time.
        funnel = new RestFunnel(target, options, new RequestBudget(new BudgetRate(PerSecond: 5, Burst: 10), options.Time), options.Transport(settings.Url, settings.Certificate ?? RestTransport.TrustedOnly));
        FindSystem = FindSystemAsync;
    }

    /// <summary>Finds the machine's id at the service; null where it has none.</summary>
    public Func<CancellationToken, Task<string?>> FindSystem { get; init; }

    /// <summary>The headers of a login.</summary>
    public static IReadOnlyDictionary<string, string> Login(string user, string password) =>
        new Dictionary<string, string> { ["Authorization"] = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")) };

    /// <summary>The machine as it is now.</summary>
    public async Task<RedfishSystem> ReadAsync(CancellationToken cancellationToken)
    {
        path ??= await PathAsync(cancellationToken).ConfigureAwait(false);
        var request = RestRequest.Read(path, $"read the power of host {settings.Hostname}", settings.Hostname);
        var json = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        var reset = RedfishJson.Property(json, "Actions") is { } actions ? RedfishJson.Property(actions, "#ComputerSystem.Reset") : null;
        var told = reset is { } known && RedfishJson.Property(known, "ResetType@Redfish.AllowableValues") is { ValueKind: JsonValueKind.Array } values
            ? values.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!).ToList()
            : null;
        var where = reset is { } action && RedfishJson.Text(action, "target") is { } given ? Relative(given) : $"{path}/Actions/ComputerSystem.Reset";
        return new RedfishSystem(RedfishJson.Text(json, "PowerState"), where, told);
    }

    /// <summary>Asks for a reset action.</summary>
    public async Task ResetAsync(RedfishSystem system, string type, CancellationToken cancellationToken)
    {
        var request = new RestRequest(
            HttpMethod.Post, system.ResetPath, $"ask host {settings.Hostname} for {type}", settings.Hostname, RepeatRule.WhenNotSent,
            JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["ResetType"] = type }));
        await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> PathAsync(CancellationToken cancellationToken)
    {
        var id = settings.System ?? await FindSystem(cancellationToken).ConfigureAwait(false)
            ?? throw new StandingException("RedfishSystemUnknown", ErrorKind.NotFound, $"The Redfish service at {settings.Url} has no machine for host {settings.Hostname}.") { Target = settings.Hostname };
        return id.StartsWith('/') ? Relative(id) : $"{Systems}/{Uri.EscapeDataString(id)}";
    }

    /// <summary>The only machine there, by its path.</summary>
    private async Task<string?> FindSystemAsync(CancellationToken cancellationToken)
    {
        var json = await SendAsync(RestRequest.Read(Systems, $"list the machines for host {settings.Hostname}", settings.Hostname), cancellationToken).ConfigureAwait(false);
        var paths = RedfishJson.Items(json, "Members").Select(m => RedfishJson.Link(m)).OfType<string>().ToList();
        return paths.Count < 2 ? paths.FirstOrDefault() : throw new StandingException(
            "RedfishSystemAmbiguous", ErrorKind.InvalidInput,
            $"The Redfish service at {settings.Url} has {paths.Count} machines: {ErrorText.Clean(string.Join(", ", paths.Take(20).Select(p => p[(p.LastIndexOf('/') + 1)..])))}. Which one is host {settings.Hostname}?")
        {
            Target = settings.Hostname,
            RecommendedAction = "Write the machine's id there as system into the host's redfish section.",
        };
    }

    private async Task<JsonElement> SendAsync(RestRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return (await funnel.SendAsync(request, cancellationToken).ConfigureAwait(false)).Json ?? default;
        }
        catch (ProviderException error) when (CertificateIn(error) is { } refused)
        {
            throw new StandingException("RedfishCertificateRefused", ErrorKind.Security, $"The Redfish service at {settings.Url} of host {settings.Hostname} showed a certificate that {refused.Why}: SHA-256 {refused.Fingerprint}. Nothing was sent to it.", error)
            {
                Target = settings.Hostname,
                RecommendedAction = $"Compare the fingerprint with the controller's own, and write certificate: \"sha256:{refused.Fingerprint}\" into the host's redfish section; or have the certificate signed by an authority that this machine trusts.",
            };
        }
        catch (ProviderException error) when (error.Status is HttpStatusCode.Unauthorized)
        {
            throw new StandingException("RedfishLoginRefused", ErrorKind.AccessDenied, $"The Redfish service at {settings.Url} of host {settings.Hostname} does not accept the user '{ErrorText.Clean(settings.User)}' with the password given.", error)
            {
                Target = settings.Hostname,
                RecommendedAction = "Correct user and password of the host's redfish section (or REDFISH_PASSWORD) and run the command again.",
            };
        }
    }

    private static CertificateRefusedException? CertificateIn(Exception? error) =>
        error is null ? null : error as CertificateRefusedException ?? CertificateIn(error.InnerException);

    /// <summary>Links are paths of the service; what comes before its root in ours stays before it.</summary>
    private static string Relative(string link) => link.Trim('/');
}
