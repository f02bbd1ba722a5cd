using System.Net;
using System.Text;

namespace EdgeProvision.Engine.Tests.Providers;

/// <summary>Plays a service: answers requests from a script, in order, and remembers what was asked.</summary>
internal sealed class ScriptedService : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> script = new();
    private readonly List<Seen> requests = [];

    public sealed record Seen(string Method, Uri Uri, string? Body, IReadOnlyDictionary<string, string> Headers)
    {
        public string PathAndQuery => Uri.PathAndQuery;
    }

    public IReadOnlyList<Seen> Requests => requests;

    /// <summary>Answers whatever the script has no line for.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage>? Otherwise { get; set; }

    public ScriptedService Answer(int status, string body = "", string type = "application/json", params (string Name, string Value)[] headers)
    {
        script.Enqueue((_, _) => Task.FromResult(Reply(status, body, type, headers)));
        return this;
    }

    public ScriptedService Fail(Exception exception)
    {
        script.Enqueue((_, _) => Task.FromException<HttpResponseMessage>(exception));
        return this;
    }

    public ScriptedService Refuse() => Fail(new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused"));

    public ScriptedService Hang(TaskCompletionSource<HttpResponseMessage>? answer = null)
    {
        script.Enqueue(async (_, token) => await (answer ?? new TaskCompletionSource<HttpResponseMessage>()).Task.WaitAsync(token));
        return this;
    }

    public ScriptedService Body(int status, Stream body)
    {
        script.Enqueue((_, _) => Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new StreamContent(body) }));
        return this;
    }

    public static HttpResponseMessage Reply(int status, string body = "", string type = "application/json", params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };
        foreach (var (name, value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        requests.Add(new Seen(
            request.Method.Method, request.RequestUri!, body, request.Headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value))));
        if (script.TryDequeue(out var step))
            return await step(request, cancellationToken);
        return Otherwise?.Invoke(request) ?? throw new InvalidOperationException($"Nothing was scripted for {request.Method} {request.RequestUri}.");
    }
}
