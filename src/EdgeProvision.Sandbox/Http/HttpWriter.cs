using System.Globalization;
using System.Text;

namespace EdgeProvision.Sandbox.Http;

/// <summary>The bytes of an answer.</summary>
internal static class HttpWriter
{
    private static readonly Dictionary<int, string> Reasons = new()
    {
        [200] = "OK", [201] = "Created", [202] = "Accepted", [204] = "No Content", [400] = "Bad Request", [401] = "Unauthorized",
        [403] = "Forbidden", [404] = "Not Found", [405] = "Method Not Allowed", [408] = "Request Timeout", [409] = "Conflict",
        [411] = "Length Required", [412] = "Precondition Failed", [413] = "Content Too Large", [422] = "Unprocessable Entity", [429] = "Too Many Requests",
        [431] = "Request Header Fields Too Large", [500] = "Internal Server Error", [502] = "Bad Gateway",
        [503] = "Service Unavailable", [504] = "Gateway Timeout",
    };

    /// <summary>An answer of the server itself, not of the service behind it.</summary>
    public static HttpReply Plain(int status, string text) => new(status, "text/plain", Encoding.UTF8.GetBytes(text + "\n"));

    /// <summary>Header and body; <paramref name="withBody"/> is false for an answer to HEAD.</summary>
    public static byte[] Compose(HttpReply reply, bool keepAlive, bool withBody)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} {Reasons.GetValueOrDefault(reply.Status, "Status")}\r\n");
        if (reply.Status != 204)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {reply.Body.Length}\r\n");
            if (reply.ContentType.Length > 0)
                head.Append(CultureInfo.InvariantCulture, $"Content-Type: {reply.ContentType}\r\n");
        }

        foreach (var (name, value) in reply.Headers.Where(header => !header.Key.Equals("Connection", StringComparison.OrdinalIgnoreCase)))
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        head.Append(keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
        var header = Encoding.Latin1.GetBytes(head.ToString());
        return withBody && reply.Status != 204 ? [.. header, .. reply.Body] : header;
    }
}
