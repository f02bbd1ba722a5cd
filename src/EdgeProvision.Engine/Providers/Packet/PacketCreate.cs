using System.Net;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>
/// Sends one create request and says what became of it. The API has no idempotency token, so the answer decides what may be bought next:
/// <code>
///   2xx with a device                         Created
///   4xx with the service's own error body     Refused      except 408
///   connection never opened, 429              NotSent
///   everything else                           Unanswered   5xx, time-out, broken connection, 2xx that is no device, a proxy's page
/// </code>
/// </summary>
internal sealed class PacketCreate(RestFunnel funnel, PacketCatalog catalog, ProviderSettings settings, TimeProvider time)
{
    public async Task<CreateResult> SendAsync(DeviceRequest request, CancellationToken cancellationToken)
    {
        if (FindMistake(request) is { } mistake)
            return new CreateResult.Refused(mistake);

        RestRequest call;
        try
        {
            call = await PrepareAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException failure)
        {
            // A look-up before the create failed: nothing was sent that could have made anything.
            return new CreateResult.NotSent(failure);
        }
        catch (EdgeException unknownName)
        {
            return new CreateResult.Refused(unknownName);
        }

        try
        {
            var answer = await funnel.SendAsync(call, cancellationToken).ConfigureAwait(false);
            return answer.Json is { } json && PacketJson.Device(json) is { } device
                ? new CreateResult.Created(device)
                : new CreateResult.Unanswered(funnel.Failures.Malformed(call, "it accepted the request, but what it sent back is no device"));
        }
        catch (ProviderException failure)
        {
            return Classify(failure);
        }
    }

    /// <summary>What a failed order of anything proves.</summary>
    internal static CreateResult Classify(ProviderException failure) => failure switch
    {
        { Fate: RequestFate.NotSent } or { Status: HttpStatusCode.TooManyRequests } => new CreateResult.NotSent(failure),
        { Fate: RequestFate.Answered, SpokeItself: true, Status: >= (HttpStatusCode)400 and < (HttpStatusCode)500 and not HttpStatusCode.RequestTimeout } =>
            new CreateResult.Refused(failure),
        _ => new CreateResult.Unanswered(failure),
    };

    private async Task<RestRequest> PrepareAsync(DeviceRequest request, CancellationToken cancellationToken)
    {
        var project = await catalog.ProjectAsync(cancellationToken).ConfigureAwait(false);
        var plan = request.Keys.TryGetValue("plan", out var p) ? await catalog.PlanAsync(p, cancellationToken).ConfigureAwait(false) : null;
        var os = request.Keys.TryGetValue("os", out var o) ? await catalog.OperatingSystemAsync(o, cancellationToken).ConfigureAwait(false) : null;
        return new RestRequest(
            HttpMethod.Post, PacketPaths.ProjectDevices(project), $"create the device '{request.Hostname}' in project {project}", request.Hostname, RepeatRule.Never,
            PacketCreateBody.Write(request, plan, os))
        {
            OutlivesCancellation = true,
        };
    }

    private EdgeException? FindMistake(DeviceRequest request)
    {
        if (PacketTags.FindReserved(request) is { } tag)
            return Mistake($"the tag '{tag}' has a prefix that EdgeProvision uses itself", "Take that tag out of 'tags'.");
        if (request.Keys.TryGetValue("project", out var project) && project != settings.Project)
            return Mistake($"'project' ({project}) cannot override the project that the credentials are for ({settings.Project})", "Take 'project' out, or make both the same.");
        if (request.Keys.ContainsKey("facility") && request.Keys.ContainsKey("metro"))
            return Mistake("both a facility and a metro say where it is to be", "Remove 'facility' or 'metro'.");
        if (request.EndsAt is { } end && end <= (funnel.ServiceTime ?? time.GetUtcNow()))
            return Mistake($"it was to end by itself at {PacketEnd.Text(end)}, which has passed", $"Write a later '{PacketEnd.Field}', or a duration such as 7d.");
        return null;

        EdgeException Mistake(string what, string action) => new(
            "ProviderRequestInvalid", ErrorKind.InvalidInput, $"The device '{request.Hostname}' was not asked for: {what}.")
        {
            Target = request.Hostname,
            RecommendedAction = action,
        };
    }
}
