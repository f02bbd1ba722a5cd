using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EdgeProvision.Engine.Providers.Budgets;

namespace EdgeProvision.Engine.Providers.Http;

/// <summary>
/// The one way from a driver to its service. Per attempt, in this order: the shared budget, the gate (writes only), the request, its answer;
/// a failure becomes a <see cref="ProviderException"/>, is traced, and is repeated if the request's rule allows.
/// </summary>
internal sealed class RestFunnel
{
    private readonly RestTarget target;
    private readonly RestOptions options;
    private readonly RequestBudget budget;
    private readonly HttpMessageInvoker invoker;
    private readonly RepeatPolicy repeats;
    private long serviceTicks;

    /// <param name="target">The service.</param>
    /// <param name="options">Limits and hooks.</param>
    /// <param name="budget">Shared by everybody who speaks to this service for this project.</param>
    /// <param name="invoker">
    /// The transport, owned by the caller. An invoker and no HttpClient: that would add a time-out of its own, on the real clock, and buffering.
    /// </param>
    public RestFunnel(RestTarget target, RestOptions options, RequestBudget budget, HttpMessageInvoker invoker)
    {
        this.target = target;
        this.options = options;
        this.budget = budget;
        this.invoker = invoker;
        repeats = new RepeatPolicy(options);
        Failures = new ProviderFailures(target, options);
    }

    /// <summary>Makes errors about answers that are JSON, but not the JSON that the driver needs.</summary>
    public ProviderFailures Failures { get; }

    /// <summary>The service's clock as its last answer showed it (whole seconds), or null.</summary>
    public DateTimeOffset? ServiceTime => Interlocked.Read(ref serviceTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <exception cref="ProviderException">The request failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before it was sent, or during it unless it outlives cancellation.</exception>
    public Task<RestAnswer> SendAsync(RestRequest request, CancellationToken cancellationToken) =>
        repeats.RunAsync(request.Repeat, (attempt, token) => AttemptAsync(request, attempt, token), cancellationToken);

    private async Task<RestAnswer> AttemptAsync(RestRequest request, int attempt, CancellationToken cancellationToken)
    {
        await budget.TakeAsync(cancellationToken).ConfigureAwait(false);
        if (request.IsWrite && options.BeforeWrite is { } gate)
            await gate(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        var started = options.Time.GetTimestamp();
        HttpStatusCode? status = null;
        string? failure = null;
        try
        {
            return await ExchangeAsync(request, s => status = s, cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException e)
        {
            failure = e.Code;
            throw;
        }
        catch (OperationCanceledException)
        {
            failure = "Stopped";
            throw;
        }
        finally
        {
            options.Trace?.Invoke(new WireRecord(
                target.Provider, request.Method.Method, target.Filter.Apply(request.Path), attempt, (int?)status,
                options.Time.GetElapsedTime(started), failure));
        }
    }

    private async Task<RestAnswer> ExchangeAsync(RestRequest request, Action<HttpStatusCode> sawStatus, CancellationToken cancellationToken)
    {
        using var deadline = new RequestDeadline(
            options.AnswerTimeout, request.OutlivesCancellation ? options.CreateGrace : null, options.Time, cancellationToken);
        HttpStatusCode? status = null;
        try
        {
            using var message = Compose(request);
            using var response = await invoker.SendAsync(message, deadline.Token).ConfigureAwait(false);
            status = response.StatusCode;
            sawStatus(response.StatusCode);
            if (response.Headers.Date is { } date)
                Interlocked.Exchange(ref serviceTicks, date.UtcTicks);
            budget.Observe(RateSignal.Read(response, options.Time), options.MaxWait);
            var body = await AnswerBody.ReadAsync(response.Content, options.MaxAnswerBytes, deadline.Token).ConfigureAwait(false);
            return Interpret(request, response, body);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !request.OutlivesCancellation)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        catch (OperationCanceledException) when (deadline.Token.IsCancellationRequested)
        {
            throw Failures.TimedOut(request, status, cancellationToken.IsCancellationRequested);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            throw status is { } seen ? Failures.BrokeOff(request, seen, e) : Failures.FromTransport(request, e);
        }
    }

    private HttpRequestMessage Compose(RestRequest request)
    {
        var message = new HttpRequestMessage(request.Method, target.Address(request.Path));
        foreach (var (name, value) in target.Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("EdgeProvision", typeof(RestFunnel).Assembly.GetName().Version?.ToString(3)));
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return message;
    }

    private RestAnswer Interpret(RestRequest request, HttpResponseMessage response, AnswerBody body)
    {
        var status = response.StatusCode;
        switch ((int)status)
        {
            case >= 300 and < 400:
                throw Failures.Redirected(request, status, response.Headers.Location);

            // A page that says 404 proves nothing about a device: the address is wrong, or a box in between speaks.
            case 404 when !body.IsEmpty && body.TryParse() is null:
                throw Failures.NotJson(request, status, body);

            case >= 400:
                throw Failures.FromStatus(request, status, body, RetryAfterHeader.Read(response.Headers, options.Time));

            case < 200:
                throw Failures.NotJson(request, status, body);
        }

        if (body.IsEmpty)
            return new RestAnswer(status, null);
        return body.TryParse() is JsonElement json ? new RestAnswer(status, json) : throw Failures.NotJson(request, status, body);
    }
}
