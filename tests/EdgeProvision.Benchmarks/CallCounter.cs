using System.Net.Http.Headers;
using System.Text.Json;
using EdgeProvision.Sandbox.Sessions;

namespace EdgeProvision.Benchmarks;

/// <summary>Counts what the sandbox's services were asked, by its control API.</summary>
internal sealed class CallCounter : IDisposable
{
    private readonly HttpClient _client;
    private long _last;

    public CallCounter(SandboxSession session)
    {
        _client = new HttpClient { BaseAddress = new Uri(session.ControlEndpoint) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.ControlToken);
    }

    /// <summary>Calls since the last question, by service.</summary>
    public async Task<IReadOnlyDictionary<string, int>> NextAsync(CancellationToken cancellationToken)
    {
        using var answer = JsonDocument.Parse(await _client.GetStringAsync(new Uri(FormattableString.Invariant($"/calls?since={_last}"), UriKind.Relative), cancellationToken));
        var calls = answer.RootElement.GetProperty("calls").EnumerateArray()
            .Select(c => (Number: c.GetProperty("number").GetInt64(), Service: c.GetProperty("service").GetString() ?? "")).ToList();
        _last = calls.Count == 0 ? _last : calls.Max(c => c.Number);
        return calls.GroupBy(c => c.Service).ToDictionary(g => g.Key, g => g.Count());
    }

    public void Dispose() => _client.Dispose();
}
