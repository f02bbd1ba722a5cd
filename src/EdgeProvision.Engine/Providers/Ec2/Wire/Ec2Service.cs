using System.Net;
using System.Xml;
using Amazon.EC2;
using Amazon.Runtime;
using EdgeProvision.Engine.Providers.Budgets;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2.Wire;

/// <summary>
/// The one way from the driver to the SDK, like the funnel of the REST drivers. Per attempt, in this order: the shared budget, the gate (writes only), the call,
/// its answer; a failure becomes a <see cref="ProviderException"/>, is traced, and is repeated if the call's rule allows. The SDK itself repeats nothing.
/// </summary>
internal sealed class Ec2Service
{
    private const string GateMark = "Ec2Gate";
    private readonly ProviderSettings settings;
    private readonly RestOptions options;
    private readonly RequestBudget budget;
    private readonly RepeatPolicy repeats;
    private readonly Ec2Transport transport;
    private readonly SecretFilter filter;
    private readonly ProviderFailures failures;
    private readonly Lazy<AmazonEC2Client> client;

    public Ec2Service(ProviderSettings settings, RestOptions options, RequestBudget budget, HttpMessageInvoker invoker)
    {
        this.settings = settings;
        this.options = options;
        this.budget = budget;
        repeats = new RepeatPolicy(options);
        transport = new Ec2Transport(invoker, options);
        filter = new SecretFilter(settings.Secrets.Values);
        failures = new ProviderFailures(new RestTarget(settings.Driver, settings.Endpoint, settings.Secrets, settings.CredentialSource), options);
        client = new Lazy<AmazonEC2Client>(Connect);
    }

    /// <summary>The service's clock as its last answer showed it, or null.</summary>
    public DateTimeOffset? ServiceTime => transport.ServiceTime;

    /// <summary>True for what the gate threw: the end of the operation, and no judgement of an order, however deep in it a write was.</summary>
    public static bool IsOfGate(EdgeException error) => error.Data.Contains(GateMark);

    /// <summary>Says that an answer has not what decisions rest on.</summary>
    public ProviderException Malformed(Ec2Call call, string what) => failures.Malformed(Request(call), what);

    /// <exception cref="ProviderException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before it was sent, during it unless it outlives cancellation, or before a repeat.</exception>
    public Task<T> SendAsync<T>(Ec2Call call, Func<IAmazonEC2, CancellationToken, Task<T>> send, CancellationToken cancellationToken) =>
        repeats.RunAsync(call.Repeat, (attempt, token) => AttemptAsync(call, send, attempt, token), cancellationToken);

    /// <summary>Sends a call that takes something away. What is gone already is fine, perhaps by an attempt whose answer was lost.</summary>
    /// <exception cref="ProviderException">The call failed.</exception>
    public async Task RemoveAsync<T>(Ec2Call call, Func<IAmazonEC2, CancellationToken, Task<T>> send, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(call, send, cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException failure) when (Ec2Failure.IsAbsence(failure))
        {
        }
    }

    private async Task<T> AttemptAsync<T>(Ec2Call call, Func<IAmazonEC2, CancellationToken, Task<T>> send, int attempt, CancellationToken cancellationToken)
    {
        await budget.TakeAsync(cancellationToken).ConfigureAwait(false);
        if (call.IsWrite && options.BeforeWrite is { } gate)
            await PassAsync(gate, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        var started = options.Time.GetTimestamp();
        HttpStatusCode? status = null;
        string? failure = null;
        try
        {
            var answer = await ExchangeAsync(call, send, cancellationToken).ConfigureAwait(false);
            status = HttpStatusCode.OK;
            return answer;
        }
        catch (ProviderException e)
        {
            (status, failure) = (e.Status, e.Code);
            throw;
        }
        catch (OperationCanceledException)
        {
            failure = "Stopped";
            throw;
        }
        finally
        {
            options.Trace?.Invoke(new WireRecord(settings.Driver, "POST", call.Action, attempt, (int?)status, options.Time.GetElapsedTime(started), failure));
        }
    }

    private static async Task PassAsync(Func<CancellationToken, ValueTask> gate, CancellationToken cancellationToken)
    {
        try
        {
            await gate(cancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException closed)
        {
            closed.Data[GateMark] = true;
            throw;
        }
    }

    private async Task<T> ExchangeAsync<T>(Ec2Call call, Func<IAmazonEC2, CancellationToken, Task<T>> send, CancellationToken cancellationToken)
    {
        using var deadline = new RequestDeadline(
            options.AnswerTimeout, call.OutlivesCancellation ? options.CreateGrace : null, options.Time, cancellationToken);
        try
        {
            return await send(client.Value, deadline.Token).ConfigureAwait(false);
        }
        catch (AmazonEC2Exception e)
        {
            var text = ErrorText.Clean(filter.Apply(e.Message));
            throw Ec2Failure.From(call, settings.ToString(), ErrorText.Clean(filter.Apply(e.ErrorCode ?? "")), text, e.StatusCode, settings.CredentialSource);
        }
        catch (ForeignAnswerException e)
        {
            throw e.IsBroken && (int)e.Status >= 500 ? failures.FromStatus(Request(call), e.Status, new AnswerBody(default, false, null), null)
                : e.IsBroken ? failures.BrokeOff(Request(call), e.Status, e)
                : failures.Malformed(Request(call), e.Message);
        }
        catch (XmlException)
        {
            throw failures.Malformed(Request(call), "its XML is not what this call answers with");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !call.OutlivesCancellation)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException && deadline.Token.IsCancellationRequested)
        {
            throw failures.TimedOut(Request(call), null, cancellationToken.IsCancellationRequested);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or TimeoutException)
        {
            throw failures.FromTransport(Request(call), e);
        }
        catch (AmazonServiceException e) when (e.InnerException is not (HttpRequestException or IOException) && e is not AmazonUnmarshallingException && e.ErrorCode is { Length: > 0 })
        {
            // It was not the API that spoke, but a service that gives out credentials for it: nothing was signed yet.
            throw Ec2Failure.NoCredentials(call, settings.ToString(), ErrorText.Clean(filter.Apply(e.Message)));
        }
        catch (AmazonServiceException e)
        {
            throw e.InnerException is HttpRequestException or IOException
                ? failures.FromTransport(Request(call), e.InnerException)
                : failures.Malformed(Request(call), ErrorText.Clean(filter.Apply(e.Message)));
        }
        catch (AmazonClientException e)
        {
            // Nothing was signed, so nothing was sent.
            var reason = e.InnerException is AmazonServiceException { Message: var inner } ? $"{e.Message} ({inner})" : e.Message;
            throw Ec2Failure.NoCredentials(call, settings.ToString(), ErrorText.Clean(filter.Apply(reason)));
        }
    }

    private static RestRequest Request(Ec2Call call) => new(HttpMethod.Post, call.Action, call.Attempted, call.Target, call.Repeat);

    private AmazonEC2Client Connect()
    {
        var config = new AmazonEC2Config
        {
            ServiceURL = settings.Endpoint.AbsoluteUri,
            AuthenticationRegion = settings.Region,
            HttpClientFactory = new SharedHttpClient(transport),

            // All three repeat requests by themselves; unset, the mode comes from the environment and brings the first back.
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            RetryMode = RequestRetryMode.Standard,
        };
        return settings.Secrets.TryGetValue(Ec2Provider.AccessKey, out var access)
            ? new AmazonEC2Client(new BasicAWSCredentials(access, settings.Secrets[Ec2Provider.SecretKey]), config)
            : new AmazonEC2Client(config);
    }
}
