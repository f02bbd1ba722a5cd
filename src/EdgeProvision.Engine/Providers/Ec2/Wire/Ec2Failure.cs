using System.Net;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2.Wire;

/// <summary>The service's own error code, carried by the error that it became.</summary>
internal static class Ec2Failure
{
    private const string CodeKey = "Ec2Code";

    /// <summary>The code, or null when it was not the service that spoke.</summary>
    public static string? ServiceCode(ProviderException failure) => failure.Data[CodeKey] as string;

    /// <summary>True when the service says that there is no such thing.</summary>
    public static bool IsAbsence(ProviderException failure) => failure.Fate == RequestFate.Answered && Ec2ErrorTable.IsAbsence(ServiceCode(failure));

    /// <summary>True when the service knows the order's token, and not by an order that is the same and whose instance stands.</summary>
    public static bool IsSpentToken(ProviderException failure) => ServiceCode(failure) is "IdempotentParameterMismatch" or "IdempotentInstanceTerminated";

    /// <summary>True when the account may not make this call, or the service has none of that name.</summary>
    public static bool IsOutOfReach(ProviderException failure) => IsDenied(failure) || IsUnknownCall(failure);

    /// <summary>True when the account may not make this call.</summary>
    public static bool IsDenied(ProviderException failure) => failure.Code == "ProviderNotAuthorized";

    /// <summary>True when the service has no call of that name, or there is nothing of that kind in the region.</summary>
    public static bool IsUnknownCall(ProviderException failure) => ServiceCode(failure) is "InvalidAction" or "UnsupportedOperation";

    public static ProviderException From(Ec2Call call, string service, string code, string text, HttpStatusCode status, string? credentials)
    {
        var rule = Ec2ErrorTable.For(code, (int)status);
        var from = rule.Code == "ProviderTokenRefused" && credentials is not null ? $" They came from {credentials}." : "";
        var failure = new ProviderException(
            rule.Code, rule.Kind, $"Could not {call.Attempted}: {service} {rule.Meaning} ({code}{(text.Length > 0 ? $": {text}" : "")}).{from}")
        {
            Target = call.Target,
            Fate = RequestFate.Answered,
            Status = status,
            SpokeItself = true,
            IsTransient = rule.IsTransient,
            RecommendedAction = rule.Action,
        };
        failure.Data[CodeKey] = code;
        return failure;
    }

    public static ProviderException NoCredentials(Ec2Call call, string service, string text) => new(
        "ProviderTokenMissing", ErrorKind.InvalidInput, $"Could not {call.Attempted}: there are no credentials for {service}. {text}")
    {
        Target = call.Target,
        Fate = RequestFate.NotSent,
        RecommendedAction = "Write ec2_access and ec2_secret into the descriptor, set EC2_ACCESS and EC2_SECRET or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment, or set up a profile (AWS_PROFILE).",
    };
}
