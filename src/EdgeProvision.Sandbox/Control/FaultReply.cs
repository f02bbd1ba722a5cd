using System.Globalization;
using System.Text;
using EdgeProvision.Sandbox.Ec2.Wire;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Redfish;

namespace EdgeProvision.Sandbox.Control;

/// <summary>The answer that a rule gives in a service's place: in the service's own form, unless the rule says another.</summary>
internal static class FaultReply
{
    public static HttpReply Of(string service, FaultOrder fault)
    {
        var reply = fault.Body is { } body
            ? new HttpReply(fault.Status, fault.ContentType, Encoding.UTF8.GetBytes(body))
            : service switch
            {
                "ec2" => OfEc2(fault),
                "redfish" => RedfishReply.Error(fault.Status, fault.Code ?? "InternalError", $"Injected fault {fault.Status}"),
                _ => OfPacket(fault),
            };
        if (fault.RetryAfter is not { } seconds)
            return reply;
        return reply with { Headers = new Dictionary<string, string>(reply.Headers) { ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture) } };
    }

    private static HttpReply OfPacket(FaultOrder fault) =>
        new(fault.Status, fault.ContentType, Encoding.UTF8.GetBytes($$"""{"errors":["Injected fault {{fault.Status}}"]}"""));

    private static HttpReply OfEc2(FaultOrder fault) =>
        Ec2Reply.Error(fault.Status, fault.Code ?? CodeOf(fault.Status), $"Injected fault {fault.Status}", Guid.NewGuid().ToString());

    private static string CodeOf(int status) => status switch
    {
        401 => "AuthFailure",
        403 => "UnauthorizedOperation",
        < 500 => "InvalidParameterValue",
        503 => "Unavailable",
        _ => "InternalError",
    };
}
