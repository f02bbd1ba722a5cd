using System.Globalization;
using System.Text;
using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.Ec2.Signing;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Tests.Packet;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>An emulator on paper machines and a clock that the test moves, and calls to it, signed as a client signs them.</summary>
internal sealed class Ec2Bench : IAsyncDisposable
{
    public const string Region = "us-east-1";
    public static readonly Ec2Tenant Own = new("AKIDOWN", "own-secret", "111111111111");
    public static readonly Ec2Tenant Other = new("AKIDOTHER", "other-secret", "222222222222");

    public Ec2Bench(Func<Ec2Options, Ec2Options>? change = null)
    {
        var options = new Ec2Options { Tenants = [Own, Other], Throttles = false };
        Emulator = new Ec2Emulator(Room, Clock, change is null ? options : change(options), Translator, Filter);
        App = Emulator;
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public PaperMachineRoom Room { get; } = new();

    public PaperTranslator Translator { get; } = new();

    public PaperFilter Filter { get; } = new();

    public Ec2Emulator Emulator { get; }

    /// <summary>What calls go to: the emulator, or what a test has put before it.</summary>
    public IHttpApp App { get; set; }

    /// <summary>A signed call; <paramref name="parameters"/> are <c>Name=value</c>.</summary>
    public HttpCall Sign(string action, IEnumerable<string> parameters, Ec2Tenant? tenant = null, string region = Region, DateTimeOffset? at = null)
    {
        var form = parameters.Prepend("Version=2016-11-15").Prepend($"Action={action}").Select(text => text.Split('=', 2));
        var body = string.Join('&', form.Select(pair => $"{Uri.EscapeDataString(pair[0])}={Uri.EscapeDataString(pair[1])}"));
        return Sign("POST", "", Encoding.UTF8.GetBytes(body), tenant ?? Own, region, at ?? Clock.GetUtcNow());
    }

    public static HttpCall Sign(string method, string query, byte[] body, Ec2Tenant tenant, string region, DateTimeOffset at, string service = "ec2")
    {
        var time = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Host"] = "127.0.0.1:1", ["X-Amz-Date"] = time };
        if (tenant.SessionToken is { } token)
            headers["X-Amz-Security-Token"] = token;
        var call = new HttpCall(method, "/", query, headers, body);
        string[] signed = [.. headers.Keys.Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal)];
        var authorization = new SignedAuthorization(tenant.AccessKeyId, time[..8], region, service, signed, "");
        var signature = RequestSignature.Compute(call, authorization, time, tenant.SecretKey);
        headers["Authorization"] = $"AWS4-HMAC-SHA256 Credential={tenant.AccessKeyId}/{authorization.Scope}, SignedHeaders={string.Join(';', signed)}, Signature={signature}";
        return call;
    }

    public Task<HttpReply> SendAsync(HttpCall call) => App.AnswerAsync(call, TestContext.Current.CancellationToken);

    /// <summary>The answer's root, without namespaces; fails when the call is refused.</summary>
    public async Task<XElement> CallAsync(string action, params string[] parameters) => Root(await SendAsync(Sign(action, parameters)), action);

    public async Task<XElement> CallAsAsync(Ec2Tenant tenant, string region, string action, params string[] parameters) =>
        Root(await SendAsync(Sign(action, parameters, tenant, region)), action);

    /// <summary>The code and the status of a call that is refused.</summary>
    public async Task<string> RefusedAsync(string action, params string[] parameters) => Refusal(await SendAsync(Sign(action, parameters)));

    /// <summary>Status and code of an error; fails when the answer is none in the API's form.</summary>
    public static string Refusal(HttpReply reply)
    {
        var root = XDocument.Parse(Encoding.UTF8.GetString(reply.Body)).Root!;
        Assert.Equal("Response", root.Name.ToString());
        Assert.Equal(reply.Headers["x-amzn-RequestId"], root.Element("RequestID")!.Value);
        var error = Assert.Single(root.Element("Errors")!.Elements("Error"));
        Assert.NotEqual("", error.Element("Message")!.Value);
        return $"{reply.Status} {error.Element("Code")!.Value}";
    }

    /// <summary>The first value at a path of element names below the answer's root.</summary>
    public async Task<string> ValueAsync(string action, string path, params string[] parameters) => Value(await CallAsync(action, parameters), path);

    public static string Value(XElement root, string path)
    {
        var found = Values(root, path);
        Assert.True(found.Count > 0, $"There is no {path} in {root}");
        return found[0];
    }

    public static IReadOnlyList<string> Values(XElement root, string path)
    {
        IEnumerable<XElement> elements = [root];
        foreach (var name in path.Split('/'))
            elements = elements.SelectMany(element => element.Elements(name));
        return [.. elements.Select(element => element.Value)];
    }

    public async Task<IReadOnlyList<string>> ValuesAsync(string action, string path, params string[] parameters) => Values(await CallAsync(action, parameters), path);

    public async Task<string> ImageAsync() => await ValueAsync("DescribeImages", "imagesSet/item/imageId", "Filter.1.Name=name", "Filter.1.Value.1=debian-12-amd64-*");

    /// <summary>What RunInstances needs for one instance in the default VPC.</summary>
    public async Task<string[]> OrderAsync(params string[] more) => ["ImageId=" + await ImageAsync(), "InstanceType=m5.large", "MinCount=1", "MaxCount=1", .. more];

    public async Task<string> RunAsync(params string[] more) => await ValueAsync("RunInstances", "instancesSet/item/instanceId", await OrderAsync(more));

    public async Task<string> RunUpAsync(params string[] more)
    {
        var id = await RunAsync(more);
        await UntilStateAsync(id, "running");
        return id;
    }

    public Task<string> StateAsync(string id) => ValueAsync("DescribeInstances", "reservationSet/item/instancesSet/item/instanceState/name", $"InstanceId.1={id}");

    public Task UntilStateAsync(string id, string state) => UntilAsync(async () => await StateAsync(id) == state);

    public async Task<XElement> InstanceAsync(string id)
    {
        var root = await CallAsync("DescribeInstances", $"InstanceId.1={id}");
        return root.Element("reservationSet")!.Element("item")!.Element("instancesSet")!.Element("item")!;
    }

    /// <summary>Moves the clock in small steps until the condition holds; fails after two simulated minutes.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var step = 0; step < 1200; step++)
        {
            if (await condition())
                return;
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The condition did not come true.");
    }

    public ValueTask DisposeAsync() => Emulator.DisposeAsync();

    private static XElement Root(HttpReply reply, string action)
    {
        var text = Encoding.UTF8.GetString(reply.Body);
        Assert.True(reply.Status == 200, $"{action}: {reply.Status} {text}");
        var root = XDocument.Parse(text).Root!;
        Assert.Equal($"{{http://ec2.amazonaws.com/doc/2016-11-15/}}{action}Response", root.Name.ToString());
        Assert.Equal(reply.Headers["x-amzn-RequestId"], root.Elements().First(element => element.Name.LocalName == "requestId").Value);
        return Strip(root);
    }

    private static XElement Strip(XElement element) =>
        new(element.Name.LocalName, element.HasElements ? element.Elements().Select(Strip) : element.Value);
}
