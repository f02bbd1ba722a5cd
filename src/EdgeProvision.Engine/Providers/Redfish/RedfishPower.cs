using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Engine.Providers.Standing;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Redfish;

/// <summary>A machine's power by its Redfish service. Controllers offer different actions, so the first that a machine has is taken.</summary>
internal sealed class RedfishPower(RedfishClient client, string hostname) : IMachinePower
{
    private static readonly Dictionary<PowerAction, string[]> Wanted = new()
    {
        [PowerAction.On] = ["On", "ForceOn"],
        [PowerAction.Off] = ["GracefulShutdown", "ForceOff"],
        [PowerAction.ForceOff] = ["ForceOff"],
        [PowerAction.Reboot] = ["GracefulRestart", "ForceRestart", "PowerCycle"],
    };

    public async Task<PowerReading> ReadAsync(CancellationToken cancellationToken) => Parse((await client.ReadAsync(cancellationToken).ConfigureAwait(false)).PowerState);

    public async Task ActAsync(PowerAction action, CancellationToken cancellationToken)
    {
        var system = await client.ReadAsync(cancellationToken).ConfigureAwait(false);
        var state = Parse(system.PowerState).State;
        if (action == PowerAction.On ? state == DeviceState.Active : action != PowerAction.Reboot && state == DeviceState.Inactive)
            return;
        var types = system.Resets is { } told ? Wanted[action].Where(told.Contains).Take(1).ToList() : [.. Wanted[action]];
        if (types.Count == 0)
        {
            throw new StandingException("PowerNotSupported", ErrorKind.NotSupported, $"The Redfish service of host {hostname} offers none of {string.Join(", ", Wanted[action])}; it offers: {ErrorText.Clean(string.Join(", ", system.Resets!))}.")
            {
                Target = hostname,
                RecommendedAction = "Switch the machine by hand.",
            };
        }

        for (var i = 0; ; i++)
        {
            try
            {
                await client.ResetAsync(system, types[i], cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ProviderException error) when (i + 1 < types.Count && error.Status == System.Net.HttpStatusCode.BadRequest)
            {
                // A service that does not tell its actions refuses those that it does not have.
            }
        }
    }

    private static PowerReading Parse(string? word) => new(
        word switch
        {
            "On" => DeviceState.Active,
            "Off" => DeviceState.Inactive,
            "PoweringOn" => DeviceState.Pending,
            "PoweringOff" => DeviceState.Stopping,
            _ => DeviceState.Unknown,
        },
        ErrorText.Clean(word ?? "of unknown power"));
}
