using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Tests.Http;

/// <summary>Answers with the method, target and body that it got, after what the test wants to happen first.</summary>
internal sealed class EchoApp(Func<HttpCall, CancellationToken, Task>? first = null, Delivery delivery = Delivery.Whole) : IHttpApp
{
    public async Task<HttpReply> AnswerAsync(HttpCall call, CancellationToken cancellationToken)
    {
        if (first is not null)
            await first(call, cancellationToken);
        byte[] body = [.. System.Text.Encoding.UTF8.GetBytes($"{call.Method} {call.Path}?{call.Query} "), .. call.Body];
        return new HttpReply(200, "text/plain", body) { Delivery = delivery };
    }
}
