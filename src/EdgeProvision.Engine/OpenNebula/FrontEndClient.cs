using System.Globalization;
using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>
/// The front-end's calls, typed, in a group per kind of object. Thread-safe; one per front-end is enough. Errors are
/// <see cref="Model.EdgeException"/>s with the codes of <see cref="FrontEndErrorCodes"/>.
/// </summary>
public sealed class FrontEndClient : IDisposable
{
    private readonly FrontEndOptions _options;
    private readonly FrontEndTransport _transport;
    private readonly CallRetry _retry;
    private readonly SecretMask _mask;
    private readonly Func<CancellationToken, ValueTask>? _beforeWrite;
    private readonly Action? _unanswered;
    private readonly bool _ownsTransport;

    /// <summary>A client of its own connections. Nothing is sent yet.</summary>
    public FrontEndClient(FrontEndOptions options)
        : this(options, new FrontEndTransport(options), new CallRetry(options), beforeWrite: null, unanswered: null, ownsTransport: true)
    {
    }

    private FrontEndClient(
        FrontEndOptions options, FrontEndTransport transport, CallRetry retry, Func<CancellationToken, ValueTask>? beforeWrite, Action? unanswered,
        bool ownsTransport)
    {
        (_options, _transport, _retry, _beforeWrite, _unanswered, _ownsTransport) = (options, transport, retry, beforeWrite, unanswered, ownsTransport);
        _mask = SecretMask.ForSession(options.Session);
        Clusters = new ClusterCalls(this);
        Hosts = new HostCalls(this);
        Datastores = new DatastoreCalls(this);
        Networks = new NetworkCalls(this);
        Documents = new DocumentCalls(this);
        Templates = new TemplateCalls(this);
        Images = new ImageCalls(this);
        Hooks = new HookCalls(this);
        VirtualMachines = new VirtualMachineCalls(this);
        Users = new UserCalls(this);
        System = new SystemCalls(this);
    }

    /// <summary>Where the front-end is.</summary>
    public Uri Endpoint => _options.Endpoint;

    /// <summary><c>one.hook.*</c>.</summary>
    public HookCalls Hooks { get; }

    /// <summary><c>one.cluster.*</c>.</summary>
    public ClusterCalls Clusters { get; }

    /// <summary><c>one.host.*</c>.</summary>
    public HostCalls Hosts { get; }

    /// <summary><c>one.datastore.*</c>.</summary>
    public DatastoreCalls Datastores { get; }

    /// <summary><c>one.vn.*</c>.</summary>
    public NetworkCalls Networks { get; }

    /// <summary><c>one.document.*</c>.</summary>
    public DocumentCalls Documents { get; }

    /// <summary><c>one.template.*</c>: virtual machine templates, which serve as locks.</summary>
    public TemplateCalls Templates { get; }

    /// <summary><c>one.image.*</c>.</summary>
    public ImageCalls Images { get; }

    /// <summary><c>one.vm.*</c>.</summary>
    public VirtualMachineCalls VirtualMachines { get; }

    /// <summary><c>one.user.*</c>.</summary>
    public UserCalls Users { get; }

    /// <summary><c>one.system.*</c>.</summary>
    public SystemCalls System { get; }

    internal TimeProvider Time => _options.Time;

    /// <summary>
    /// A client over the same connections whose writes pass a gate: it is called for each attempt, after every queue and pause, when nothing
    /// but the sending is left. What it throws ends the call, and nothing has been sent. Reads and beats do not pass it.
    /// </summary>
    /// <param name="beforeWrite">The gate.</param>
    /// <param name="unanswered">Called for each attempt of any call that got no answer: who keeps the gate may want to know.</param>
    public FrontEndClient WithGate(Func<CancellationToken, ValueTask> beforeWrite, Action? unanswered = null) =>
        new(_options, _transport, _retry, beforeWrite, unanswered, ownsTransport: false);

    /// <summary>Closes the connections. A client made by <see cref="WithGate"/> leaves them to the one it was made from.</summary>
    public void Dispose()
    {
        if (_ownsTransport)
            _transport.Dispose();
    }

    internal async Task<int> RunForIdAsync(FrontEndCall call, CancellationToken token)
    {
        var value = await RunAsync(call, token).ConfigureAwait(false);
        return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw Errors(call).Unreadable("it holds no object id", excerpt: "");
    }

    internal async Task<T> RunForXmlAsync<T>(FrontEndCall call, Func<XElement, T> read, CancellationToken token)
    {
        var value = await RunAsync(call, token).ConfigureAwait(false);
        try
        {
            return read(AnswerXml.Parse(value));
        }
        catch (AnswerFormatException problem)
        {
            throw Errors(call).Unreadable(problem.Message, excerpt: "");
        }
    }

    internal async Task<string> RunAsync(FrontEndCall call, CancellationToken token)
    {
        var errors = Errors(call);
        var body = Encode(call, errors);
        var gate = call is { IsWrite: true, Lane: not CallLane.Beat } ? _beforeWrite : null;
        var attempts = 0;
        var last = await _retry.RunAsync(
            call,
            async cancel => await _transport.SendAsync(call, body, gate, (time, end) => Observe(call, ++attempts, time, end), cancel).ConfigureAwait(false),
            token).ConfigureAwait(false);

        if (last.Outcome != AttemptOutcome.Answered)
            throw errors.NotAnswered(last, attempts);

        return Decode(call, last, errors) switch
        {
            WireSuccess success => success.Value,
            WireFailure failure => throw errors.Failure(failure),
            WireFault fault => throw errors.Fault(fault),
            _ => throw errors.Unreadable("it is of an unknown kind", excerpt: ""),
        };
    }

    private static byte[] Encode(FrontEndCall call, string session, CallErrors errors)
    {
        try
        {
            return CallEncoder.Encode(call.Method, [session, .. call.Arguments]);
        }
        catch (ArgumentException)
        {
            // The writer's message quotes the character and its neighbours.
            throw errors.NotSendable();
        }
    }

    private byte[] Encode(FrontEndCall call, CallErrors errors) => Encode(call, _options.Session, errors);

    private WireAnswer Decode(FrontEndCall call, Attempt answered, CallErrors errors)
    {
        try
        {
            return AnswerDecoder.Decode(answered.Body);
        }
        catch (AnswerFormatException problem)
        {
            var excerpt = AnswerExcerpt.Of(answered.Body.Span, _mask.With(call.Arguments));
            throw errors.Unreadable(problem.Message, excerpt, answered.Status);
        }
    }

    internal CallErrors Errors(FrontEndCall call) => new(call, _options.Endpoint, _mask);

    private void Observe(FrontEndCall call, int attempt, TimeSpan duration, Attempt end)
    {
        if (end.Outcome != AttemptOutcome.Answered)
            _unanswered?.Invoke();
        _options.Trace?.Invoke(new WireEvent(
            call.Method, string.Join(", ", call.Arguments), call.Lane, attempt, duration, end.Outcome.ToString(), end.Body.Length));
    }
}
