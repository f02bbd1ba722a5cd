using System.Text;

namespace EdgeProvision.Sandbox.Http;

/// <summary>Reads requests from one connection; bytes that belong to the next request stay in the buffer.</summary>
internal sealed class HttpReader(Stream stream, HttpServerOptions options)
{
    private static readonly byte[] EndOfHeader = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] GoOn = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();

    private byte[] _buffer = new byte[8192];
    private int _filled;

    /// <summary>The next request, or null when the client has closed the connection between two requests.</summary>
    /// <exception cref="HttpRefusedException">The request is malformed or exceeds a limit.</exception>
    public async Task<HttpCall?> ReadAsync(CancellationToken cancellationToken)
    {
        var end = await ReadHeaderAsync(cancellationToken);
        if (end < 0)
            return null;
        var lines = Encoding.Latin1.GetString(_buffer, 0, end).Split("\r\n");
        Consume(end + EndOfHeader.Length);

        var requestLine = lines[0].Split(' ');
        if (requestLine.Length != 3 || !requestLine[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
            throw new HttpRefusedException(400, "The request line is malformed.");
        var headers = ParseHeaders(lines.AsSpan(1));
        var body = await ReadBodyAsync(headers, cancellationToken);
        var (path, query) = SplitTarget(requestLine[1]);
        return new HttpCall(requestLine[0], path, query, headers, body);
    }

    private static Dictionary<string, string> ParseHeaders(ReadOnlySpan<string> lines)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || char.IsWhiteSpace(line[colon - 1]))
                throw new HttpRefusedException(400, "A header line is malformed.");
            var name = line[..colon];
            var value = line[(colon + 1)..].Trim();
            if (headers.TryGetValue(name, out var earlier) && name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && earlier != value)
                throw new HttpRefusedException(400, "Two lengths were given for one body.");
            headers[name] = value;
        }

        return headers;
    }

    private static (string Path, string Query) SplitTarget(string target)
    {
        // The absolute form is what a client behind a proxy variable sends.
        if (target.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            var slash = target.IndexOf('/', "http://".Length);
            target = slash < 0 ? "/" : target[slash..];
        }

        var question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? (target, "") : (target[..question], target[(question + 1)..]);
    }

    private async Task<int> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan(searched, _filled - searched).IndexOf(EndOfHeader);
            if (at >= 0)
                return searched + at;
            if (_filled > options.MaxHeaderBytes)
                throw new HttpRefusedException(431, "The header is too long.");
            searched = Math.Max(0, _filled - EndOfHeader.Length + 1);
            if (await FillAsync(cancellationToken) == 0)
                return _filled == 0 ? -1 : throw new HttpRefusedException(400, "The connection ended within the header.");
        }
    }

    private async Task<byte[]> ReadBodyAsync(Dictionary<string, string> headers, CancellationToken cancellationToken)
    {
        if (headers.ContainsKey("Transfer-Encoding"))
            throw new HttpRefusedException(411, "A Content-Length is required.");
        if (!headers.TryGetValue("Content-Length", out var text))
            return [];
        if (!long.TryParse(text, System.Globalization.NumberStyles.None, null, out var length))
            throw new HttpRefusedException(400, "The Content-Length is no number.");
        if (length > options.MaxBodyBytes)
            throw new HttpRefusedException(413, "The body is too long.");
        if (length > _filled && headers.TryGetValue("Expect", out var expected) && expected.Equals("100-continue", StringComparison.OrdinalIgnoreCase))
            await stream.WriteAsync(GoOn, cancellationToken);

        while (_filled < length)
        {
            if (await FillAsync(cancellationToken) == 0)
                throw new HttpRefusedException(400, "The connection ended within the body.");
        }

        var body = _buffer.AsSpan(0, (int)length).ToArray();
        Consume((int)length);
        return body;
    }

    private async Task<int> FillAsync(CancellationToken cancellationToken)
    {
        if (_filled == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await stream.ReadAsync(_buffer.AsMemory(_filled), cancellationToken);
        _filled += read;
        return read;
    }

    private void Consume(int count)
    {
        _buffer.AsSpan(count, _filled - count).CopyTo(_buffer);
        _filled -= count;
    }
}
