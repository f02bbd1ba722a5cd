using System.Collections.Concurrent;
using System.Text.Json;
using EdgeProvision.Engine.Providers.Budgets;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Engine.Providers.Redfish;

namespace EdgeProvision.Engine.Providers.Standing;

/// <summary>
/// A sandbox: each address is played by a machine of it, set up when it is first named. Power goes through the sandbox's own Redfish service; those of the
/// descriptor and its commands are not called.
/// </summary>
internal sealed class PlayedSite : IMachineSite
{
    private readonly ProviderSettings settings;
    private readonly RestOptions options;
    private readonly RestFunnel funnel;
    private readonly ConcurrentDictionary<string, RedfishPower> services = new(StringComparer.OrdinalIgnoreCase);

    public PlayedSite(ProviderSettings settings, RestOptions options, RequestBudget budget, HttpMessageInvoker invoker)
    {
        this.settings = settings;
        this.options = options;
        var target = new RestTarget(
            settings.Driver, settings.Endpoint, RedfishClient.Login(settings.Secrets[StandingProvider.UserKey], settings.Secrets[StandingProvider.PasswordKey]), settings.CredentialSource)
        {
            FurtherSecrets = [settings.Secrets[StandingProvider.PasswordKey]],
        };
        funnel = new RestFunnel(target, options, budget, invoker);
    }

    public bool MakesMachines => true;

    public async Task<MachinePlace> FindAsync(string id, DeviceRequest request, CancellationToken cancellationToken)
    {
        var call = new RestRequest(
            HttpMethod.Post, "machines", $"have {id} played by a machine", request.Hostname, RepeatRule.Always,
            JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["name"] = id, ["hostname"] = request.Hostname, ["authorizedKeys"] = new[] { request.SshPublicKey } }));
        var answer = await funnel.SendAsync(call, cancellationToken).ConfigureAwait(false);
        return answer.Json is { } json && PlaceOf(json) is { } place ? place : throw funnel.Failures.Malformed(call, "it has no address");
    }

    public async Task<IReadOnlyDictionary<string, MachinePlace>> LookAsync(IReadOnlyCollection<StandingMachine> machines, CancellationToken cancellationToken)
    {
        if (machines.Count == 0)
            return new Dictionary<string, MachinePlace>();
        var found = new Dictionary<string, MachinePlace>(StringComparer.OrdinalIgnoreCase);
        foreach (var json in await ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (RedfishJson.Text(json, "name") is { } name && PlaceOf(json) is { } place)
                found[name] = place;
        }

        return found;
    }

    /// <summary>Only what could be done with the real machine can be done with the one that plays it.</summary>
    public IMachinePower? PowerOf(StandingMachine machine)
    {
        if (settings.Driver == "dummy" || !(RedfishSettings.IsGiven(machine) || machine.Keys.ContainsKey("power_command")))
            return null;
        var id = machine.DeviceId ?? StandingDriver.IdOf(machine.Keys, machine.Hostname);
        return services.GetOrAdd(id, _ => Open(id, machine.Hostname));
    }

    private RedfishPower Open(string id, string hostname)
    {
        var service = new RedfishSettings(settings.Endpoint, settings.Secrets[StandingProvider.UserKey], settings.Secrets[StandingProvider.PasswordKey], null, null, hostname);
        return new RedfishPower(new RedfishClient(service, options) { FindSystem = token => SystemOfAsync(id, token) }, hostname);
    }

    private async Task<string?> SystemOfAsync(string id, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken).ConfigureAwait(false)).Where(m => id.Equals(RedfishJson.Text(m, "name"), StringComparison.OrdinalIgnoreCase)).Select(m => RedfishJson.Text(m, "system")).FirstOrDefault();

    private async Task<IReadOnlyList<JsonElement>> ListAsync(CancellationToken cancellationToken)
    {
        var answer = await funnel.SendAsync(RestRequest.Read("machines", "list the machines that stand", settings.Driver), cancellationToken).ConfigureAwait(false);
        return answer.Json is { } json ? [.. RedfishJson.Items(json, "machines")] : [];
    }

    private static MachinePlace? PlaceOf(JsonElement json) =>
        RedfishJson.Text(json, "address") is { } address ? new MachinePlace(address, RedfishJson.Text(json, "privateAddress")) : null;
}
