using System.Xml.Linq;

namespace EdgeProvision.Engine.Tests.OpenNebula;

/// <summary>One request as a front-end sees it.</summary>
internal sealed record SentCall(string Method, IReadOnlyList<string> Arguments, IReadOnlyList<string> Types, HttpRequestMessage Request)
{
    /// <summary>The arguments after the session, as <c>i4 5</c>.</summary>
    public string Signature => string.Join(", ", Types.Zip(Arguments, (type, text) => $"{type} {text}").Skip(1));

    public static SentCall Parse(HttpRequestMessage request, string body)
    {
        var call = XDocument.Parse(body, LoadOptions.PreserveWhitespace).Root!;
        var values = call.Descendants("value").Select(value => value.Elements().Single()).ToList();
        return new SentCall(
            call.Element("methodName")!.Value,
            values.Select(value => value.Value).ToList(),
            values.Select(value => value.Name.LocalName).ToList(),
            request);
    }
}
