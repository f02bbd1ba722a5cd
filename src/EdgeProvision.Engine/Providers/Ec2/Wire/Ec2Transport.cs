using System.Net;
using System.Xml;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Ec2.Wire;

/// <summary>
/// Stands between the SDK and the network, and lets through only what the API can have said: of a page that comes with 200 the SDK makes an
/// empty answer, which would read as "there are no instances".
/// </summary>
internal sealed class Ec2Transport(HttpMessageInvoker invoker, RestOptions options) : HttpMessageHandler
{
    private long serviceTicks;

    /// <summary>The service's clock as its last answer showed it, or null.</summary>
    public DateTimeOffset? ServiceTime => Interlocked.Read(ref serviceTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            if (response.Headers.Date is { } date)
                Interlocked.Exchange(ref serviceTicks, date.UtcTicks);
            var body = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
            Check(response, body);
            var content = new ByteArrayContent(body.Bytes.ToArray());
            foreach (var (name, values) in response.Content.Headers.Where(h => h.Key != "Content-Length"))
                content.Headers.TryAddWithoutValidation(name, values);
            response.Content.Dispose();
            response.Content = content;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<AnswerBody> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerBody.ReadAsync(response.Content, options.MaxAnswerBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ForeignAnswerException(response.StatusCode, "the answer broke off before its end", isBroken: true, e);
        }
    }

    private static void Check(HttpResponseMessage response, AnswerBody body)
    {
        var status = response.StatusCode;
        if ((int)status is >= 300 and < 400)
            throw new ForeignAnswerException(status, "it redirects elsewhere, which is not followed, because signed requests would go there too");
        if (body.IsOversized)
            throw new ForeignAnswerException(status, "the answer is larger than what is read");

        // An error is <Response><Errors>, everything else is named like its call: <RunInstancesResponse>.
        var root = Root(body);
        var isOwn = response.IsSuccessStatusCode ? root?.Length > "Response".Length && root.EndsWith("Response", StringComparison.Ordinal) : root == "Response";
        if (isOwn)
            return;

        // A balancer before the service may have failed at it; the same call may be answered well.
        if ((int)status >= 500)
            throw new ForeignAnswerException(status, $"it failed, with {Describe(body)}", isBroken: true);
        throw new ForeignAnswerException(status, $"XML of the EC2 API was expected, {Describe(body)} came", isBroken: root is null && !body.IsEmpty && response.IsSuccessStatusCode && body.Bytes.Span.StartsWith("<?xml"u8));
    }

    private static string Describe(AnswerBody body) => body.IsEmpty ? "an empty body" : "something else";

    /// <summary>The name of the whole document's root; null when it is no well-formed XML.</summary>
    private static string? Root(AnswerBody body)
    {
        if (body.IsEmpty)
            return null;
        try
        {
            using var stream = new MemoryStream(body.Bytes.ToArray());
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            reader.MoveToContent();
            var name = reader.LocalName;
            while (reader.Read())
            {
                // To its end: an answer that was cut is shorter than the truth.
            }

            return name;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
