using System.Net;
using System.Net.Http.Headers;
using System.Security;
using System.Text;
using System.Xml.Linq;
using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Tests.OpenNebula;

/// <summary>A front-end behind the message handler: keeps the calls, answers what the test says.</summary>
internal sealed class FakeFrontEnd : HttpMessageHandler
{
    public const string Session = "oneadmin:opennebula-test";

    private readonly Lock _lock = new();
    private readonly List<SentCall> _calls = [];

    public Func<SentCall, CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = (_, _) => Task.FromResult(Success("0"));

    public IReadOnlyList<SentCall> Calls
    {
        get
        {
            lock (_lock)
                return [.. _calls];
        }
    }

    public FrontEndOptions Options(TimeProvider? time = null, Action<WireEvent>? trace = null, FrontEndRetryOptions? retry = null) => new()
    {
        Endpoint = new Uri("http://one.example.org:2633/RPC2"),
        Session = Session,
        Handler = this,
        Time = time ?? TimeProvider.System,
        Trace = trace,
        Retry = retry ?? new FrontEndRetryOptions { MaxAttempts = 1 },
    };

    public FrontEndClient Client(TimeProvider? time = null) => new(Options(time));

    /// <summary>A client that gets one recorded document for whatever it asks.</summary>
    public static FrontEndClient Showing(string xml) =>
        new FakeFrontEnd { Answer = (_, _) => Task.FromResult(Success(xml)) }.Client();

    public static HttpResponseMessage Success(string value) => Body(
        $"<boolean>1</boolean>|<string>{SecurityElement.Escape(value)}</string>|<i4>0</i4>");

    public static HttpResponseMessage SuccessId(int id) => Body($"<boolean>1</boolean>|<i4>{id}</i4>|<i4>0</i4>");

    public static HttpResponseMessage Failure(int code, string message, int id = -1) => Body(
        $"<boolean>0</boolean>|<string>{SecurityElement.Escape(message)}</string>|<i4>{code}</i4>|<i4>{id}</i4>|<i8>-1</i8>");

    public static HttpResponseMessage Raw(byte[] body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("text/xml") } } };

    public static HttpResponseMessage Raw(string body, HttpStatusCode status = HttpStatusCode.OK) => Raw(Encoding.UTF8.GetBytes(body), status);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        var call = SentCall.Parse(request, body);
        lock (_lock)
            _calls.Add(call);
        return await Answer(call, cancellationToken);
    }

    private static HttpResponseMessage Body(string items) => Raw(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<methodResponse>\r\n<params>\r\n<param><value><array><data>\r\n"
        + string.Concat(items.Split("|<").Select((item, at) => $"<value>{(at == 0 ? item : "<" + item)}</value>\r\n"))
        + "</data></array></value></param>\r\n</params>\r\n</methodResponse>\r\n");
}
