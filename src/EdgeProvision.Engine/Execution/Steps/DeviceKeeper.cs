using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>
/// Sees to it that exactly one device carries a host's key: what is there is adopted, what may still come is waited for, and only then one is
/// bought. Killing the process at any instruction loses nothing and doubles nothing (docs/design/purchases.md).
/// </summary>
internal static class DeviceKeeper
{
    private const int UnansweredLimit = 3;
    private const int DeferredLimit = 20;
    private const int SpentLimit = 20;

    /// <summary>Makes the host have a device that can become active; its id is recorded when this returns.</summary>
    public static async Task<StepOutcome> EnsureAsync(StepContext context, HostWork host, Func<DeviceRequest> order)
    {
        var scope = context.Operation;
        var access = scope.Provider(host.Driver);
        var key = EdgeAttribute.HostKey(scope.ProvisionId, host.Key);
        var firstLook = scope.Time.GetTimestamp();
        var mustSettle = host.Request is { IsOpen: true } && !host.IsFreshlyClaimed;
        var unanswered = 0;
        var deferred = 0;
        var spent = 0;
        host.Request ??= new HostRequest(1, IsOpen: false);

        while (true)
        {
            // The look that decides must have been sent after the window's end: its answer may take long.
            var isSettling = mustSettle && scope.Time.GetElapsedTime(firstLook) < access.Driver.SettleWindow;
            var devices = await LookAsync(access, host, key, context.CancellationToken).ConfigureAwait(false);
            var found = Survivor(host, devices);

            // A recorded device closed its own request: one that is open beside it is a further one, whose device may still come.
            if (found is { } survivor && !(isSettling && survivor.Id == host.DeviceId))
            {
                host.Device = survivor;
                if (host.DeviceId == survivor.Id && host.Request is { IsOpen: false })
                    return StepOutcome.Unchanged;
                await RecordAsync(scope, host, survivor, context.CancellationToken).ConfigureAwait(false);
                return StepOutcome.Done;
            }

            if (found is null && await RefuseOrClearAsync(context, host, devices).ConfigureAwait(false))
                continue;

            if (isSettling)
            {
                context.Progress($"an earlier request for {host.Key} may still be under way; looking for its machine");
                await Task.Delay(access.Driver.SettlePause, scope.Time, context.CancellationToken).ConfigureAwait(false);
                continue;
            }

            // An order that cannot be made is known before a request is announced.
            var request = order() with { Attempt = host.Request.Attempt };
            if (!host.Request.IsOpen)
                await WriteRequestAsync(scope, host, host.Request with { IsOpen = true }, context.CancellationToken).ConfigureAwait(false);

            context.CancellationToken.ThrowIfCancellationRequested();
            host.IsFreshlyClaimed = false;
            switch (await OrderAsync(context, access.Driver, request, host).ConfigureAwait(false))
            {
                case CreateResult.Created created:
                    host.Device = created.Device;
                    await RecordNewAsync(context, host, created.Device).ConfigureAwait(false);
                    return StepOutcome.Done;

                case CreateResult.Refused refused:
                    // A service that remembers attempts remembers refused ones, too: whatever is ordered next is another.
                    await CloseAsync(context, host, host.Request with { Attempt = host.Request.Attempt + 1 }).ConfigureAwait(false);
                    throw refused.Error;

                case CreateResult.Spent known:
                    if (await access.Driver.FindOrderedAsync(request, context.CancellationToken).ConfigureAwait(false) is { State: not (DeviceState.Failed or DeviceState.Releasing) } ordered)
                    {
                        host.Device = ordered;
                        await RecordAsync(scope, host, ordered, context.CancellationToken).ConfigureAwait(false);
                        return StepOutcome.Done;
                    }

                    // What was ordered a moment ago need not show yet. After the window the same request asks once more, since that look counts.
                    if (scope.Time.GetElapsedTime(firstLook) < access.Driver.SettleWindow)
                    {
                        mustSettle = true;
                        break;
                    }

                    if (++spent > SpentLimit)
                        throw known.Error;
                    context.Progress($"the provider knows order {request.Attempt} of {host.Key} already, and no machine is left of it; ordering anew");
                    await WriteRequestAsync(scope, host, host.Request with { Attempt = host.Request.Attempt + 1 }, context.CancellationToken).ConfigureAwait(false);
                    break;

                case CreateResult.NotSent { Error: { IsTransient: true, RetryAfter: { } pause } } limited when ++deferred <= DeferredLimit:
                    context.Progress($"the provider asks to wait {pause.TotalSeconds:0} s before machines are ordered ({limited.Error.Message})");
                    await Task.Delay(pause, scope.Time, context.CancellationToken).ConfigureAwait(false);
                    break;

                case CreateResult.NotSent notSent:
                    await CloseAsync(context, host).ConfigureAwait(false);
                    throw notSent.Error;

                case CreateResult.Unanswered lost:
                    context.Progress($"the provider's answer was lost ({lost.Error.Message}); looking for the machine before asking again");
                    if (++unanswered >= UnansweredLimit)
                        throw lost.Error;
                    firstLook = scope.Time.GetTimestamp();
                    mustSettle = true;
                    break;
            }
        }
    }

    private static async Task<CreateResult> OrderAsync(StepContext context, IProviderDriver driver, DeviceRequest request, HostWork host)
    {
        using var order = context.Operation.Orders.Add(host.Key, driver.CreateGrace);
        var result = await driver.CreateDeviceAsync(request, context.CancellationToken).ConfigureAwait(false);
        if (result is CreateResult.Unanswered && context.CancellationToken.IsCancellationRequested)
            context.Operation.Say(MessageLevel.Warning, $"The provider did not answer the order of a machine for {host.Key}: it may still come. The next run looks for it by its key before it orders another.");
        return result;
    }

    /// <summary>Devices of the key, and the recorded one wherever it shows: lists lag, and the original tool's devices carry no key.</summary>
    private static async Task<IReadOnlyList<Device>> LookAsync(ProviderAccess access, HostWork host, string key, CancellationToken cancellationToken)
    {
        var devices = await access.Devices.ListAsync(key, cancellationToken).ConfigureAwait(false);
        if (host.DeviceId is not { } recorded || devices.Any(d => d.Id == recorded))
            return devices;
        var device = await access.Driver.GetDeviceAsync(recorded, cancellationToken).ConfigureAwait(false);
        return device is null or { State: DeviceState.Releasing } ? devices : [device, .. devices];
    }

    /// <summary>The device that stays: the recorded one if it can become active, else the oldest that can.</summary>
    private static Device? Survivor(HostWork host, IReadOnlyList<Device> devices)
    {
        var adoptable = devices.Where(d => d.State is not (DeviceState.Failed or DeviceState.Releasing)).ToList();
        return adoptable.FirstOrDefault(d => d.Id == host.DeviceId) ?? adoptable.FirstOrDefault();
    }

    /// <summary>
    /// Deals with what cannot become active. A host that was ever configured is not replaced unasked; a failed device of one that never was
    /// is released, and the next attempt begins. True when the world has changed and should be looked at again.
    /// </summary>
    private static async Task<bool> RefuseOrClearAsync(StepContext context, HostWork host, IReadOnlyList<Device> devices)
    {
        var scope = context.Operation;
        var access = scope.Provider(host.Driver);
        if (host.DeviceId is { } recorded && devices.All(d => d.Id != recorded))
        {
            // Both answers say that it is gone. They must still say so after the settle window: what was made a moment ago may not show yet.
            if (host.WasConfigured)
                throw VanishedDevice.Of(recorded, host.Key);
            context.Progress($"machine {recorded} of {host.Key} is not at the provider; looking again before another is rented");
            await Task.Delay(access.Driver.SettleWindow, scope.Time, context.CancellationToken).ConfigureAwait(false);
            if (!await DeviceRemoval.IsGoneAsync(access, recorded, context.CancellationToken).ConfigureAwait(false))
                return true;
            await ForgetAsync(scope, host, context.CancellationToken).ConfigureAwait(false);
            return true;
        }

        var failed = devices.Where(d => d.State == DeviceState.Failed && (d.Id == host.DeviceId || KeyAge.Allows(host, d))).ToList();
        if (failed.Count == 0)
            return false;
        if (host.WasConfigured)
            throw FailedDevice(host, failed[0]);
        foreach (var device in failed)
        {
            context.Progress($"machine {device.Id} of {host.Key} has failed at the provider; releasing it");
            await DeviceRemoval.DeleteAsync(context, access, device.Id).ConfigureAwait(false);
        }

        await ForgetAsync(scope, host, context.CancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>
    /// The recorded device is proven gone: its id leaves the host, and the next attempt begins. A request that is open is not the gone device's,
    /// so nothing is proven about it: it stays open under its number.
    /// </summary>
    private static async Task ForgetAsync(OperationScope scope, HostWork host, CancellationToken cancellationToken)
    {
        var before = host.Request!;
        var request = before.IsOpen ? before : before with { Attempt = before.Attempt + 1 };
        var attributes = new AttributeTree((EdgeAttribute.Request, request.ToString()));

        // The pin was that machine's: the next one shows another key, and rightly so.
        if (host.SshHostKey is not null)
            attributes = attributes.Add(EdgeAttribute.SshHostKey, "");
        if (host.Template.TextAt("PROVISION/DEPLOY_ID") is not null)
            attributes = attributes.Add("PROVISION", host.Template.Section("PROVISION")!.Without("DEPLOY_ID"));
        await UpdateAsync(scope, host, attributes, cancellationToken).ConfigureAwait(false);
        host.DeviceId = null;
        host.Device = null;
        host.SshHostKey = null;
        host.Request = request;
    }

    private static async Task WriteRequestAsync(OperationScope scope, HostWork host, HostRequest request, CancellationToken cancellationToken)
    {
        await UpdateAsync(scope, host, new AttributeTree((EdgeAttribute.Request, request.ToString())), cancellationToken).ConfigureAwait(false);
        host.Request = request;
    }

    /// <summary>Nothing is under way any more: written down also when a stop was asked for, so that the next run need not wait.</summary>
    internal static Task CloseAsync(StepContext context, HostWork host) => CloseAsync(context, host, host.Request!);

    private static async Task CloseAsync(StepContext context, HostWork host, HostRequest request)
    {
        using var grace = new StopGrace(context);
        await WriteRequestAsync(context.Operation, host, request with { IsOpen = false }, grace.Token).ConfigureAwait(false);
    }

    /// <summary>Whatever has been asked of us meanwhile: the id of what was just paid for is written down first, or told.</summary>
    private static async Task RecordNewAsync(StepContext context, HostWork host, Device device)
    {
        using var grace = new StopGrace(context);
        try
        {
            await RecordAsync(context.Operation, host, device, grace.Token).ConfigureAwait(false);
        }
        catch (EdgeException error)
        {
            throw NotRecorded(host, device, error.Code, error.Kind, error.Message, error);
        }
        catch (OperationCanceledException error)
        {
            throw NotRecorded(host, device, "DeviceNotRecorded", ErrorKind.Stopped, "The front-end did not answer before the command ended.", error);
        }
    }

    internal static async Task RecordAsync(OperationScope scope, HostWork host, Device device, CancellationToken cancellationToken)
    {
        host.DeviceId = device.Id;
        var request = host.Request! with { IsOpen = false };
        var provision = (host.Template.Section("PROVISION") ?? AttributeTree.Empty).With("DEPLOY_ID", device.Id);
        await UpdateAsync(scope, host, new AttributeTree((EdgeAttribute.Request, request.ToString())).Add("PROVISION", provision), cancellationToken).ConfigureAwait(false);
        host.Request = request;
    }

    internal static async Task UpdateAsync(OperationScope scope, HostWork host, AttributeTree attributes, CancellationToken cancellationToken)
    {
        await scope.FrontEnd.Hosts.UpdateAsync(host.HostId, UpdateMode.Merge, TemplateWriter.Write(attributes), cancellationToken).ConfigureAwait(false);
        foreach (var attribute in attributes)
            host.Template = attribute.Section is { } section ? host.Template.With(attribute.Name, section) : host.Template.With(attribute.Name, attribute.Text!);
    }

    private static EdgeException NotRecorded(HostWork host, Device device, string code, ErrorKind kind, string why, Exception cause) =>
        new(code, kind, $"Machine {device.Id} was rented for host {host.Key}, but its id could not be written to the front-end. {why}", cause)
        {
            Target = host.Key,
            RecommendedAction = "Run the command again: it finds the machine by its tag and goes on with it.",
        };

    private static EdgeException FailedDevice(HostWork host, Device device) =>
        new("DeviceFailed", ErrorKind.Refused, $"Machine {device.Id} of host {host.Key} is in state '{device.ProviderState}' at the provider.")
        {
            Target = host.Key,
            RecommendedAction = "It was in use, so it is not replaced unasked. Remove the host with Remove-EdgeHost (oneprovision host delete) and run the command again to rent another.",
        };
}
