using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Signing;

/// <summary>What an <c>Authorization</c> header of signature version 4 says.</summary>
internal sealed record SignedAuthorization(string AccessKeyId, string Date, string Region, string Service, IReadOnlyList<string> SignedHeaders, string Signature)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";
    public const string Terminator = "aws4_request";

    public string Scope => $"{Date}/{Region}/{Service}/{Terminator}";

    /// <exception cref="Ec2RefusedException">There is no signature, or no such.</exception>
    public static SignedAuthorization Read(string? header)
    {
        if (string.IsNullOrWhiteSpace(header))
            throw new Ec2RefusedException("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
            throw Incomplete($"Unsupported AWS 'algorithm': only {Algorithm} is supported.");
        var parts = new Dictionary<string, string>();
        foreach (var part in header[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                parts[part[..equals]] = part[(equals + 1)..];
        }

        foreach (var name in new[] { "Credential", "SignedHeaders", "Signature" })
        {
            if (string.IsNullOrEmpty(parts.GetValueOrDefault(name)))
                throw Incomplete($"Authorization header requires '{name}' parameter.");
        }

        if (parts["Credential"].Split('/') is not [var key, var date, var region, var service, Terminator])
            throw Incomplete("Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.");
        return new SignedAuthorization(key, date, region, service, parts["SignedHeaders"].Split(';'), parts["Signature"]);
    }

    private static Ec2RefusedException Incomplete(string message) => new("IncompleteSignature", message, 400);
}
