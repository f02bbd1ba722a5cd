using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EdgeProvision.Sandbox.Ec2.Wire;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Ec2.Signing;

/// <summary>Finds out who has signed a call, and for which region. Nothing of a call is believed before.</summary>
internal sealed class CallAuthority(Ec2Options options, TimeProvider timeProvider)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string Service = "ec2";

    /// <exception cref="Ec2RefusedException">The signature is missing, wrong, too old or for something else.</exception>
    public (Ec2Tenant Tenant, string Region) Verify(HttpCall call)
    {
        var authorization = SignedAuthorization.Read(call.Headers.GetValueOrDefault("Authorization"));
        var tenant = options.Tenants.FirstOrDefault(known => known.AccessKeyId == authorization.AccessKeyId) ?? throw NotValid();
        var time = Time(call, authorization);
        if (authorization.Service != Service)
            throw Mismatch($"Credential should be scoped to correct service: '{Service}'.");
        if (!options.Regions.Contains(authorization.Region))
            throw Mismatch("Credential should be scoped to a valid region.");
        CheckHeaders(call, authorization);
        var expected = RequestSignature.Compute(call, authorization, time, tenant.SecretKey);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(authorization.Signature)))
            throw Mismatch("The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
        CheckSession(call, tenant);
        return (tenant, authorization.Region);
    }

    private static Ec2RefusedException NotValid() => new("AuthFailure", "AWS was not able to validate the provided access credentials", 401);

    private static Ec2RefusedException Mismatch(string message) => new("SignatureDoesNotMatch", message, 403);

    private static Ec2RefusedException Expired() => new("RequestExpired", "Request has expired.");

    // What is not under the signature could have been put there by anybody on the way.
    private static void CheckHeaders(HttpCall call, SignedAuthorization authorization)
    {
        var signed = authorization.SignedHeaders;
        if (!signed.Contains("host"))
            throw Mismatch("'Host' must be a 'SignedHeader' in the AWS Authorization.");
        var unsigned = call.Headers.Keys.Select(name => name.ToLowerInvariant()).FirstOrDefault(name => name.StartsWith("x-amz-", StringComparison.Ordinal) && !signed.Contains(name));
        if (unsigned is not null)
            throw Mismatch($"'{unsigned}' must be a 'SignedHeader' in the AWS Authorization.");
        if (signed.FirstOrDefault(name => !call.Headers.ContainsKey(name)) is { } missing)
            throw Mismatch($"The signed header '{missing}' is missing.");
    }

    private string Time(HttpCall call, SignedAuthorization authorization)
    {
        if (!call.Headers.TryGetValue("X-Amz-Date", out var text)
            || !DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            throw new Ec2RefusedException("IncompleteSignature", "Authorization header requires existence of a valid 'X-Amz-Date' header.", 400);
        if (!text.StartsWith(authorization.Date, StringComparison.Ordinal) || authorization.Date.Length != 8)
            throw Mismatch("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.");
        if (options.SignatureWindow != Timeout.InfiniteTimeSpan && (timeProvider.GetUtcNow() - moment).Duration() > options.SignatureWindow)
            throw Expired();
        return text;
    }

    private void CheckSession(HttpCall call, Ec2Tenant tenant)
    {
        if (call.Headers.GetValueOrDefault("X-Amz-Security-Token") != tenant.SessionToken)
            throw NotValid();
        if (tenant.ExpiresAt is { } end && end <= timeProvider.GetUtcNow())
            throw Expired();
    }
}
