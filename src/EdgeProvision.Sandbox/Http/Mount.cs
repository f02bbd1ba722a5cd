namespace EdgeProvision.Sandbox.Http;

/// <summary>A place for a service that has to know its own address: the server listens first, the service is put in then.</summary>
public sealed class Mount : IHttpApp
{
    private readonly TaskCompletionSource<IHttpApp> _app = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Puts the service in; calls that have come meanwhile are answered now.</summary>
    public void Put(IHttpApp app) => _app.SetResult(app);

    /// <inheritdoc/>
    public async Task<HttpReply> AnswerAsync(HttpCall call, CancellationToken cancellationToken) =>
        await (await _app.Task.WaitAsync(cancellationToken)).AnswerAsync(call, cancellationToken);
}
