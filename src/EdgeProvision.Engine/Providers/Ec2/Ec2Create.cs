using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>
/// Orders one instance and says what became of it. The order carries a token, so that the same one may be sent again until it is answered:
/// <code>
///   2xx with an instance                      Created
///   an error of the service's own             Refused      except its own failures
///   a token that is another order's, or that  Spent
///   of an instance that has ended
///   connection never opened, request limit    NotSent
///   everything else                           Unanswered
/// </code>
/// </summary>
internal sealed class Ec2Create(Ec2Service service, Ec2Order orders, ProviderSettings settings)
{
    private static readonly TimeSpan PauseAfterLimit = TimeSpan.FromSeconds(10);

    public async Task<CreateResult> SendAsync(DeviceRequest request, CancellationToken cancellationToken)
    {
        if (FindMistake(request) is { } mistake)
            return new CreateResult.Refused(mistake);

        Amazon.EC2.Model.RunInstancesRequest order;
        try
        {
            order = await orders.ComposeAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException failure)
        {
            // What the service refuses to look up it would refuse to run; else nothing was sent that could have made anything.
            return failure is { SpokeItself: true, IsTransient: false } ? new CreateResult.Refused(failure) : new CreateResult.NotSent(failure);
        }
        catch (EdgeException unknownName) when (!Ec2Service.IsOfGate(unknownName))
        {
            return new CreateResult.Refused(unknownName);
        }

        var call = Ec2Call.Write("RunInstances", $"order the instance '{request.Hostname}' in {settings.Region}", request.Hostname) with { OutlivesCancellation = true };
        ProviderException? last = null;
        try
        {
            var answer = await service.SendAsync(call, async (client, token) =>
            {
                try
                {
                    return await client.RunInstancesAsync(order, token).ConfigureAwait(false);
                }
                catch (Exception)
                {
                    last = service.Malformed(call, "the command was stopped before an answer came");
                    throw;
                }
            }, cancellationToken).ConfigureAwait(false);
            if (answer.Reservation?.Instances is not [var instance] || Ec2Reading.Device(instance) is not { } device)
                return new CreateResult.Unanswered(service.Malformed(call, "it accepted the order, but what it sent back is no instance"));

            // One that has just been ordered is none of that: it is the one that the token stands for.
            return Ec2States.IsOver(instance) ? new CreateResult.Spent(Over(request, device)) : new CreateResult.Created(device);
        }
        catch (ProviderException failure)
        {
            return Classify(failure);
        }
        catch (OperationCanceledException) when (last is not null)
        {
            // Stopped between two attempts: the first may have made it.
            return new CreateResult.Unanswered(last);
        }
    }

    /// <summary>What a failed order of anything proves.</summary>
    internal static CreateResult Classify(ProviderException failure)
    {
        if (failure.IsRateLimit)
            return new CreateResult.NotSent(new EdgeException(failure.Code, failure.Kind, failure.Message, failure)
            {
                Target = failure.Target,
                IsTransient = true,
                RetryAfter = PauseAfterLimit,
                RecommendedAction = failure.RecommendedAction,
            });
        if (failure.Fate == RequestFate.NotSent)
            return new CreateResult.NotSent(failure);

        return failure is not { Fate: RequestFate.Answered, SpokeItself: true, IsTransient: false } ? new CreateResult.Unanswered(failure)
            : Ec2Failure.IsSpentToken(failure) ? new CreateResult.Spent(failure)
            : new CreateResult.Refused(failure);
    }

    private static EdgeException Over(DeviceRequest request, Device device) =>
        new("ProviderRefused", ErrorKind.Changed, $"The instance '{request.Hostname}' was ordered before, as {device.Id}, and that is {device.ProviderState}.")
        {
            Target = request.Hostname,
            RecommendedAction = "Run the same command again to order another.",
        };

    private EdgeException? FindMistake(DeviceRequest request)
    {
        if (Ec2Tags.FindReserved(request) is { } tag)
            return Mistake($"the tag '{tag}' is one that EdgeProvision uses itself", "Take that tag out of 'tags'.");
        if (request.Keys.TryGetValue(Ec2Provider.RegionKey, out var region) && settings.Region is { } here && region != here)
            return Mistake($"'{Ec2Provider.RegionKey}' is {region}, and the provision is in {here}: all its hosts are in one region", "Write the same region for all hosts, and make a provision for each region.");
        if (request.Keys.TryGetValue("blockdevicemapping", out var disks) && Ec2BlockDevices.Read(disks).Mistake is { } wrong)
            return Mistake(wrong, "Correct 'blockdevicemapping'.");
        if (request.Keys.TryGetValue("root_disk", out var size) && Ec2RootDisk.Parse(size) is null)
            return Mistake($"'{size}' is no size in GB", "Correct 'root_disk'.");
        if (request.Keys.TryGetValue("licensepool", out var license) && !license.StartsWith("arn:", StringComparison.Ordinal))
            return Mistake($"the service knows no license pools any more, only license configurations by their ARN, and '{license}' is none", "Write the ARN, or take 'licensepool' out.");
        if (AdmissionWish.Keys.FirstOrDefault(request.Keys.ContainsKey) is { } own && AdmissionWish.StandingKeys.FirstOrDefault(request.Keys.ContainsKey) is { } standing)
            return Mistake($"'{own}' is for a network of its own, and '{standing}' names another", $"Take one of them out: '{own}', or '{standing}'.");
        if (request.Keys.TryGetValue(AdmissionWish.SshFromKey, out var from) && AdmittedNetworks.Parse(from, out var network) is not { Count: > 0 })
            return Mistake($"'{network?.Word}' in 'ssh_from' is no IPv4 network that may be let in: {network?.Cause ?? "nothing is named"}", network?.Advice ?? "Write networks such as 198.51.100.0/24; 0.0.0.0/0 is refused.");
        if (request.Keys.TryGetValue(AdmissionWish.OpenKey, out var open) && OpenPorts.ParseAll(open, out var ports) is not { Count: > 0 })
            return Mistake($"'{ports?.Word}' in 'open' cannot be opened: {ports?.Cause ?? "nothing is named"}", ports?.Advice ?? "Write it as tcp/443, udp/5000-5010 from 198.51.100.0/24 or icmp. A range with port 22 in it is refused, and so is udp/4789.");
        return null;

        EdgeException Mistake(string what, string action) => new(
            "ProviderRequestInvalid", ErrorKind.InvalidInput, $"The instance '{request.Hostname}' was not asked for: {what}.")
        {
            Target = request.Hostname,
            RecommendedAction = action,
        };
    }
}
