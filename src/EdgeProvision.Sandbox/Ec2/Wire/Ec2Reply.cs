using System.Text;
using System.Xml.Linq;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Ec2.Wire;

/// <summary>Answers in the API's form. The id of the request is written <c>requestId</c> in an answer and <c>RequestID</c> in an error.</summary>
internal static class Ec2Reply
{
    private const string ContentType = "text/xml;charset=UTF-8";

    public static HttpReply Success(string action, string requestId, IEnumerable<XElement?> content) =>
        Compose(200, requestId, Xml.Node($"{action}Response", [Xml.Value("requestId", requestId), .. content]));

    public static HttpReply Error(int status, string code, string message, string requestId) => Compose(status, requestId, new XElement(
        "Response",
        new XElement("Errors", new XElement("Error", new XElement("Code", code), new XElement("Message", message))),
        new XElement("RequestID", requestId)));

    private static HttpReply Compose(int status, string requestId, XElement root) =>
        new(status, ContentType, Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.ToString(SaveOptions.DisableFormatting)))
        {
            Headers = new Dictionary<string, string> { ["x-amzn-RequestId"] = requestId, ["Server"] = "AmazonEC2" },
        };
}
