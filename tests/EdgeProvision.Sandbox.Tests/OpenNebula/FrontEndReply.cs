using System.Globalization;
using System.Xml.Linq;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

/// <summary>An answer, taken apart: success, refusal or fault.</summary>
internal sealed record FrontEndReply(string Outcome, string Text, int Code, int? ObjectId)
{
    internal static FrontEndReply Read(string xml)
    {
        var root = XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        if (root.Element("fault") is { } fault)
        {
            var members = fault.Descendants("member").ToDictionary(m => m.Element("name")!.Value, m => m.Element("value")!.Value);
            return new("fault", members["faultString"], int.Parse(members["faultCode"], CultureInfo.InvariantCulture), null);
        }

        var values = root.Descendants("data").First().Elements("value").Select(v => v.Elements().Single()).ToList();
        if (values[0].Value == "1")
        {
            Assert.Equal(3, values.Count);
            Assert.Equal("0", values[2].Value);
            return new("true", values[1].Value, 0, null);
        }

        Assert.Equal(["boolean", "string", "i4", "i4", "i8"], values.Select(v => v.Name.LocalName));
        return new("false", values[1].Value, int.Parse(values[2].Value, CultureInfo.InvariantCulture), int.Parse(values[3].Value, CultureInfo.InvariantCulture));
    }

    internal int Id()
    {
        Assert.True(Outcome == "true", $"{Outcome} {Code}: {Text}");
        return int.Parse(Text, CultureInfo.InvariantCulture);
    }

    internal XElement Xml()
    {
        Assert.True(Outcome == "true", $"{Outcome} {Code}: {Text}");
        return XElement.Parse(Text);
    }

    internal void IsRefused(int code, string text)
    {
        Assert.Equal(("false", code, text), (Outcome, Code, Text));
    }
}
