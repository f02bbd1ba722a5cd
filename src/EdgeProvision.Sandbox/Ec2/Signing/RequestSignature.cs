using System.Security.Cryptography;
using System.Text;
using EdgeProvision.Sandbox.Ec2.Wire;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Ec2.Signing;

/// <summary>Signature version 4 of a request: a pure function of what was sent and of a secret.</summary>
internal static class RequestSignature
{
    /// <summary>The signature, in hexadecimal digits, that the request has to bear.</summary>
    public static string Compute(HttpCall call, SignedAuthorization authorization, string time, string secretKey)
    {
        var toSign = string.Join('\n', SignedAuthorization.Algorithm, time, authorization.Scope, Hash(Encoding.UTF8.GetBytes(Canonical(call, authorization.SignedHeaders))));
        var key = Encoding.UTF8.GetBytes("AWS4" + secretKey);
        foreach (var part in new[] { authorization.Date, authorization.Region, authorization.Service, SignedAuthorization.Terminator })
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }

    // The body's hash is of the body that came, whatever a header says that it should be.
    private static string Canonical(HttpCall call, IReadOnlyList<string> signedHeaders)
    {
        var headers = signedHeaders.Select(name => $"{name}:{Squeeze(call.Headers.GetValueOrDefault(name, ""))}\n");
        return string.Join('\n', call.Method, UriText.Encode(call.Path, keepsSlashes: true), Query(call.Query), string.Concat(headers), string.Join(';', signedHeaders), Hash(call.Body));
    }

    private static string Query(string query) => string.Join('&', FormText.Pairs(query)
        .Select(pair => (Name: UriText.Encode(pair.Name), Value: UriText.Encode(pair.Value)))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Squeeze(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
