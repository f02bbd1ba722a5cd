using System.Collections.Concurrent;
using System.Text;
using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Tests.Ec2.Credentials;

/// <summary>Where temporary credentials come from, as AWS's documents say, one door for all: the token service (AssumeRole), single sign-on, an instance's metadata. It gives out one tenant's.</summary>
internal sealed class CredentialServices(Ec2Tenant tenant) : IHttpApp
{
    public const string Role = "arn:aws:iam::111111111111:role/edge";
    public const string SignOnToken = "sign-on-token";
    private const string MetadataToken = "metadata-token";
    private const string RolePath = "/latest/meta-data/iam/security-credentials";

    private readonly string _expires = DateTimeOffset.UtcNow.AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What was asked.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Whether the token service lets the role be assumed.</summary>
    public bool Refuses { get; set; }

    public Task<HttpReply> AnswerAsync(HttpCall call, CancellationToken cancellationToken)
    {
        Asked.Enqueue($"{call.Method} {call.Path}");
        return Task.FromResult(Answer(call));
    }

    private HttpReply Answer(HttpCall call) => (call.Method, call.Path) switch
    {
        ("POST", "/") when Encoding.UTF8.GetString(call.Body) is var body && body.Contains("Action=AssumeRole&", StringComparison.Ordinal) => AssumeRole(body),
        ("GET", "/federation/credentials") when call.Headers.GetValueOrDefault("x-amz-sso_bearer_token") == SignOnToken && call.Query.Contains("role_name=edge", StringComparison.Ordinal) =>
            Reply(200, "application/json", $$"""
                {"roleCredentials":{"expiration":{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds()}},"accessKeyId":"{{tenant.AccessKeyId}}","secretAccessKey":"{{tenant.SecretKey}}","sessionToken":"{{tenant.SessionToken}}"} }
                """),
        ("PUT", "/latest/api/token") => Reply(200, "text/plain", MetadataToken),
        ("GET", RolePath) when IsAsked(call) => Reply(200, "text/plain", "edge"),
        ("GET", RolePath + "/edge") when IsAsked(call) =>
            Reply(200, "application/json", $$"""
                {"Code":"Success","LastUpdated":"{{_expires}}","Type":"AWS-HMAC","AccessKeyId":"{{tenant.AccessKeyId}}","SecretAccessKey":"{{tenant.SecretKey}}","Token":"{{tenant.SessionToken}}","Expiration":"{{_expires}}"}
                """),
        _ => Reply(404, "text/plain", "not here"),
    };

    private HttpReply AssumeRole(string body) => Refuses || !body.Contains(Uri.EscapeDataString(Role), StringComparison.Ordinal)
        ? Reply(403, "text/xml", "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not authorized to perform: sts:AssumeRole</Message></Error><RequestId>1</RequestId></ErrorResponse>")
        : Reply(200, "text/xml", $"""
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><AssumedRoleUser><Arn>{Role}/session</Arn><AssumedRoleId>A:session</AssumedRoleId></AssumedRoleUser>
            <Credentials><AccessKeyId>{tenant.AccessKeyId}</AccessKeyId><SecretAccessKey>{tenant.SecretKey}</SecretAccessKey><SessionToken>{tenant.SessionToken}</SessionToken><Expiration>{_expires}</Expiration></Credentials>
            </AssumeRoleResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></AssumeRoleResponse>
            """);

    private static bool IsAsked(HttpCall call) => call.Headers.GetValueOrDefault("X-aws-ec2-metadata-token") == MetadataToken;

    private static HttpReply Reply(int status, string type, string text) => new(status, type, Encoding.UTF8.GetBytes(text));
}
