using System.Net;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.OpenNebula;

/// <summary>Whatever a front-end, a proxy or something else answers: no secret in the error or in the trace.</summary>
public sealed class SecretTests
{
    private const string Password = "opennebula-t";
    private const string ProviderToken = "s3cr3t<token>&\"x\"";
    private const string EncryptionKey = "the-key-of-oned";

    private readonly List<WireEvent> _trace = [];

    public static TheoryData<string, HttpStatusCode> Echoes => new()
    {
        { "<html><title>Blocked</title><pre>oneadmin:opennebula-test</pre></html>", HttpStatusCode.Forbidden },
        { "<html>oneadmin:opennebula-test PACKET_TOKEN=\"s3cr3t&lt;token&gt;&amp;\\&quot;x\\&quot;\"</html>", HttpStatusCode.OK },
        { "PACKET_TOKEN=[ PACKET_TOKEN=\"s3cr3t<token>&\\\"x\\\"\" ] and opennebula-test", HttpStatusCode.OK },
        { "s3cr3t<token>&\\\"x\\\"", HttpStatusCode.OK },
        { "<html><p>Rejected:</p>&lt;methodCall&gt;&lt;methodName&gt;one.host.update... oneadmin:opennebula-tes", HttpStatusCode.Forbidden },
        { "<p>" + new string(' ', 4096 - 15) + "opennebula-test</p>", HttpStatusCode.OK },
        { Fault(-503, "Problem with token at 'opennebula-test&lt;/string&gt; s3cr3t&lt;token&gt;&amp;\"x\"'"), HttpStatusCode.OK },
        { Fault(-501, "not an integer: oneadmin:opennebula-test"), HttpStatusCode.OK },
        { Failure("[one.host.update] oneadmin:opennebula-test is wrong"), HttpStatusCode.OK },
        { "<?xml version=\"1.0\"?><methodResponse><params><param><value>&lt;ONE_KEY&gt;the-key-of-oned", HttpStatusCode.OK },
        { "<?xml version=\"1.0\"?><x the-key-of-oned=>", HttpStatusCode.OK },
    };

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task Write_AnswerRepeatsSecrets_ErrorAndTraceDoNot(string body, HttpStatusCode status)
    {
        var template = TemplateWriter.Write(AttributeTree.Empty.Add("PROVISION", new AttributeTree(("PACKET_TOKEN", ProviderToken))));
        using var client = Client(body, status);

        var failure = await Assert.ThrowsAnyAsync<EdgeException>(
            () => client.Hosts.UpdateAsync(1, UpdateMode.Merge, template, TestContext.Current.CancellationToken));

        AssertClean(failure);
    }

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task Read_AnswerRepeatsSecrets_ErrorAndTraceDoNot(string body, HttpStatusCode status)
    {
        using var client = Client(body, status);

        var failure = await Assert.ThrowsAnyAsync<EdgeException>(
            () => client.System.ConfigurationAsync(TestContext.Current.CancellationToken));

        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(EncryptionKey, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OfWhatHoldsTheSession_DoesNotShowIt()
    {
        var connection = new FrontEndConnection
        {
            Endpoint = new Uri("http://localhost:2633/RPC2"),
            EndpointSource = "default",
            Session = FakeFrontEnd.Session,
            CredentialsSource = "parameter",
        };

        Assert.DoesNotContain(Password, connection.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, new FakeFrontEnd().Options().ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, new WireSuccess(Password).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, ((WireValue)Password).ToString(), StringComparison.Ordinal);
    }

    private static string Fault(int code, string text) =>
        $"<methodResponse><fault><value><struct><member><name>faultCode</name><value><i4>{code}</i4></value></member>"
        + $"<member><name>faultString</name><value><string>{text}</string></value></member></struct></value></fault></methodResponse>";

    private static string Failure(string text) =>
        "<methodResponse><params><param><value><array><data><value><boolean>0</boolean></value>"
        + $"<value><string>{text}</string></value><value><i4>8192</i4></value></data></array></value></param></params></methodResponse>";

    private FrontEndClient Client(string body, HttpStatusCode status)
    {
        var frontEnd = new FakeFrontEnd { Answer = (_, _) => Task.FromResult(FakeFrontEnd.Raw(body, status)) };
        return new FrontEndClient(frontEnd.Options(trace: _trace.Add));
    }

    private void AssertClean(EdgeException failure)
    {
        Assert.NotEmpty(_trace);
        foreach (var text in _trace.Select(entry => entry.ToString()).Append(failure.ToString()).Append(failure.RecommendedAction ?? ""))
        {
            Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cr3t", text, StringComparison.Ordinal);
            Assert.DoesNotContain(EncryptionKey, text, StringComparison.Ordinal);
        }
    }
}
