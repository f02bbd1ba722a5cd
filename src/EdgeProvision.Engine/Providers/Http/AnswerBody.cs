using System.Text.Json;

namespace EdgeProvision.Engine.Providers.Http;

/// <summary>The body of an answer, read up to a limit.</summary>
/// <param name="Bytes">What came.</param>
/// <param name="IsOversized">True when there was more than the limit.</param>
/// <param name="MediaType">The declared type, or null.</param>
internal sealed record AnswerBody(ReadOnlyMemory<byte> Bytes, bool IsOversized, string? MediaType)
{
    public static async Task<AnswerBody> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        var mediaType = content.Headers.ContentType?.MediaType;
        if (content.Headers.ContentLength > limit)
            return new AnswerBody(default, true, mediaType);

        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var buffer = new MemoryStream();
            var chunk = new byte[16 * 1024];
            int count;
            while ((count = await stream.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (buffer.Length + count > limit)
                    return new AnswerBody(default, true, mediaType);
                buffer.Write(chunk, 0, count);
            }

            return new AnswerBody(buffer.ToArray(), false, mediaType);
        }
    }

    public bool IsEmpty => !IsOversized && Bytes.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    /// <summary>The body as JSON, or null when it is none.</summary>
    public JsonElement? TryParse()
    {
        if (IsOversized || IsEmpty)
            return null;
        try
        {
            using var document = JsonDocument.Parse(Bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What it is, for an error about an answer that is not JSON.</summary>
    public string Describe()
    {
        if (IsOversized)
            return "more data than is read";
        if (IsEmpty)
            return "an empty body";
        var start = Bytes.Span[Bytes.Span.IndexOfAnyExcept(" \t\r\n"u8)..];
        if (start[0] == (byte)'<' || MediaType == "text/html")
            return "an HTML page";
        return start[0] is (byte)'{' or (byte)'[' ? "JSON that breaks off or is malformed" : "text that is not JSON";
    }
}
