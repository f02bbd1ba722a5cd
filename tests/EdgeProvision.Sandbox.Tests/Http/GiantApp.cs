using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Tests.Http;

/// <summary>Answers more than the kernel keeps for a client that does not read.</summary>
internal sealed class GiantApp : IHttpApp
{
    private static readonly byte[] Body = new byte[32 * 1024 * 1024];

    public Task<HttpReply> AnswerAsync(HttpCall call, CancellationToken cancellationToken) => Task.FromResult(new HttpReply(200, "application/octet-stream", Body));
}
