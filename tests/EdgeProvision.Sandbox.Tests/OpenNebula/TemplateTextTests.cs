using System.Text;
using EdgeProvision.Sandbox.OpenNebula.Templates;

namespace EdgeProvision.Sandbox.Tests.OpenNebula;

public sealed class TemplateTextTests
{
    [Theory]
    [InlineData("A=1", "A=1")]
    [InlineData("a = \"x y\"", "A=x y")]
    [InlineData("A=\"say \\\"hi\\\"\"", "A=say \"hi\"")]
    [InlineData("A=\"a\\\\b\"", "A=a\\\\b")]
    [InlineData("A=\"one\ntwo\"", "A=one\ntwo")]
    [InlineData("A=\"x]y,z\"", "A=x]y,z")]
    [InlineData("A=\nB=2", "A=|B=2")]
    [InlineData("A=\"vm", "A=\"vm")]
    [InlineData("# A=1\n\nB=2\n", "B=2")]
    [InlineData("V=[]", "V[]")]
    [InlineData("V=[ B=\"2\", A=\"1\" ]\nV=[C=3]", "V[A=1,B=2]|V[C=3]")]
    [InlineData("V=[\n  A=\"1\",\n  B=\"2\" ]\nC=\"3\"", "C=3|V[A=1,B=2]")]
    [InlineData("<ANY><A>1</A><V><B>2</B></V></ANY>", "A=1|V[B=2]")]
    [InlineData("<?xml version=\"1.0\"?>\n<ANY>\n <!-- no -->\n <A x=\"y\">1<![CDATA[ & ]]>2 </A>\n <B/>\n</ANY>\n", "A=1 & 2 |B=")]
    [InlineData("", "")]
    public void Read_ValidText_GivesSortedAttributes(string text, string expected) => Assert.Equal(expected, Show(TemplateReader.Read(text)));

    [Theory]
    [InlineData("FOO = [ A=1", "unexpected $end, expecting COMMA or CBRACKET")]
    [InlineData("A-B=\"1\"", "unexpected VARIABLE, expecting EQUAL or EQUAL_EMPTY")]
    [InlineData("NAME=", "unexpected $end, expecting OBRACKET or CCDATA or STRING")]
    [InlineData("BODY=[", "unexpected $end, expecting CBRACKET or VARIABLE")]
    [InlineData("<A><B></A>", "not well-formed")]
    public void Read_BrokenText_SaysWhatWasExpected(string text, string message) =>
        Assert.Contains(message, Assert.Throws<TemplateSyntaxException>(() => TemplateReader.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_XmlDeeperThanAnyTemplate_IsRefused()
    {
        var bomb = string.Concat(Enumerable.Repeat("<a>", 200_000)) + string.Concat(Enumerable.Repeat("</a>", 200_000));
        Assert.Throws<TemplateSyntaxException>(() => TemplateReader.Read(bomb));
    }

    // Whatever a client quotes by the daemon's one rule comes back as it was.
    [Fact]
    public void Read_WhatWasQuoted_ComesBackUnchanged()
    {
        var random = new Random(7);
        const string alphabet = "ab\"\\ \n\t,=#[]<>&'üλ";
        for (var run = 0; run < 2000; run++)
        {
            var text = new StringBuilder();
            var expected = new List<string>();
            for (var i = 0; i < random.Next(1, 6); i++)
            {
                var value = string.Concat(Enumerable.Range(0, random.Next(0, 12)).Select(_ => alphabet[random.Next(alphabet.Length)]));
                // A backslash before a quote, or at the end, cannot be written at all.
                if (value.EndsWith('\\') || value.Contains("\\\"", StringComparison.Ordinal)) continue;
                var quoted = "\"" + value.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
                text.Append(random.Next(2) == 0 ? $"K{i}={quoted}\n" : $"K{i}=[ A={quoted},\n  B=1 ]\n");
                expected.Add(text.ToString().TrimEnd().EndsWith(']') && text.ToString().LastIndexOf($"K{i}=[", StringComparison.Ordinal) >= 0
                    ? $"K{i}[A={value},B=1]" : $"K{i}={value}");
            }

            Assert.Equal(string.Join('|', expected), Show(TemplateReader.Read(text.ToString())));
        }
    }

    [Fact]
    public void Read_AnyGarbage_EndsWithTemplateOrSyntaxError()
    {
        var random = new Random(11);
        const string alphabet = "AB1_ =\"\\\n,#[]<>/-.\r\0é";
        for (var run = 0; run < 20000; run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 30)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            try
            {
                Assert.NotNull(TemplateReader.Read(text));
            }
            catch (TemplateSyntaxException e)
            {
                Assert.NotEmpty(e.Message);
            }
        }
    }

    private static string Show(Template template) => string.Join('|', template.Attributes.Select(a => a is SingleAttribute single
        ? $"{a.Name}={single.Value}"
        : $"{a.Name}[{string.Join(',', ((VectorAttribute)a).Values.Select(v => $"{v.Key}={v.Value}"))}]"));
}
