namespace EdgeProvision.Sandbox.Http;

/// <summary>
/// One emulated service: what it answers to a call, without a socket. The same object is served over TCP by the sandbox and
/// called in-process by the modelled world.
/// </summary>
public interface IHttpApp
{
    /// <summary>Answers one call. An exception is the emulator's own defect and becomes status 500.</summary>
    Task<HttpReply> AnswerAsync(HttpCall call, CancellationToken cancellationToken);
}
