using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Wire;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>From the bytes of a call to the bytes of its answer: success, refusal or fault.</summary>
internal sealed class CallDispatcher(Zone zone)
{
    private static readonly string[] Introspection =
    [
        "system.listMethods", "system.methodExist", "system.methodHelp", "system.methodSignature", "system.multicall", "system.shutdown",
        "system.capabilities", "system.getCapabilities",
    ];

    private readonly CallTable table = CallTable.Full(zone.Facts);

    internal async Task<byte[]> AnswerAsync(byte[] body)
    {
        if (zone.Defect is { } defect) throw new InvalidOperationException("Background work of the emulated front-end failed.", defect);
        try
        {
            return RpcWriter.Answer(await RunAsync(RpcReader.ReadCall(body)).ConfigureAwait(false));
        }
        catch (RpcFault fault)
        {
            return RpcWriter.Fault(fault.Code, fault.Message);
        }
    }

    private async Task<RpcValue> RunAsync(RpcCall call)
    {
        try
        {
            return await ValueAsync(call).ConfigureAwait(false);
        }
        catch (Refusal refusal)
        {
            return new RpcValue.List(
            [
                new RpcValue.Flag(false), new RpcValue.Text($"[{call.Method}] {refusal.Message}"), new RpcValue.Number(refusal.Code),
                new RpcValue.Number(refusal.ObjectId), new RpcValue.Big(-1),
            ]);
        }
    }

    private async Task<RpcValue> ValueAsync(RpcCall call)
    {
        if (call.Method.StartsWith("system.", StringComparison.Ordinal)) return await IntrospectAsync(call).ConfigureAwait(false);
        if (!table.TryGet(call.Method, out var handler)) throw RpcFault.Unknown(call.Method);
        if (call.Arguments.Count == 0) throw RpcFault.TooFew();
        var session = CallContext.TextOf(call.Arguments[0]);
        var caller = zone.Run(() => zone.Authenticate(session))
            ?? throw new Refusal(Refusal.Authentication, "User couldn't be authenticated, aborting call.");
        var value = await handler(new CallContext(zone, caller, call)).ConfigureAwait(false);
        return new RpcValue.List([new RpcValue.Flag(true), value, new RpcValue.Number(0)]);
    }

    private async Task<RpcValue> IntrospectAsync(RpcCall call)
    {
        switch (call.Method)
        {
            case "system.listMethods":
                return new RpcValue.List([.. Introspection.Concat(table.Names).Select(n => new RpcValue.Text(n))]);
            case "system.methodExist":
                return new RpcValue.Flag(Exists(FirstText(call)));
            case "system.methodHelp":
                return Exists(FirstText(call)) ? new RpcValue.Text("") : throw RpcFault.Unknown(FirstText(call));
            case "system.multicall":
                return await MultiCallAsync(call).ConfigureAwait(false);
            default:
                throw RpcFault.Unknown(call.Method);
        }
    }

    // Each result is wrapped once more in an array; a fault stands as its struct among them.
    private async Task<RpcValue> MultiCallAsync(RpcCall call)
    {
        if (call.Arguments.Count == 0) throw RpcFault.TooFew();
        if (call.Arguments[0] is not RpcValue.List calls)
            throw new RpcFault(RpcFault.WrongArguments, "Parameter that is supposed to be an array is not");
        var results = new List<RpcValue>();
        foreach (var item in calls.Items)
        {
            try
            {
                results.Add(new RpcValue.List([await RunAsync(Inner(item)).ConfigureAwait(false)]));
            }
            catch (RpcFault fault)
            {
                results.Add(RpcWriter.FaultValue(fault.Code, fault.Message));
            }
        }

        return new RpcValue.List(results);
    }

    private static RpcCall Inner(RpcValue item)
    {
        if (item is RpcValue.Members members && members.Items.GetValueOrDefault("methodName") is RpcValue.Text { Value: not "system.multicall" } name)
            return new RpcCall(name.Value, members.Items.GetValueOrDefault("params") is RpcValue.List list ? list.Items : []);
        throw new RpcFault(RpcFault.WrongArguments, "A call inside system.multicall needs methodName and params, and is not system.multicall");
    }

    private bool Exists(string method) => Introspection.Contains(method) || table.TryGet(method, out _);

    private static string FirstText(RpcCall call) => call.Arguments.Count > 0 ? CallContext.TextOf(call.Arguments[0]) : throw RpcFault.TooFew();
}
