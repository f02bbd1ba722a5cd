using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EdgeProvision.Engine.Pictures;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Pictures;

/// <summary>Names and errors come from outside; none of them becomes anything but text.</summary>
public sealed partial class HostileNameTests
{
    public static TheoryData<string> Names { get; } =
    [
        "<script>alert(1)</script>",
        "\" onload=\"alert(1)",
        "' style='x:expression(1)",
        "</title></svg><img src=x onerror=alert(1)>",
        "]]><!-- & &amp; &#x3c;script&#x3e;",
        "a | b || c",
        "`code` ``` **bold** _it_ [x](javascript:alert(1)) ![i](http://x/y.png)",
        "a\"]; click h0 href \"javascript:alert(1)\"; x[\"",
        "end\nsubgraph x\n  y --> z\nend",
        "title x : crit, t9, 0, 1ms",
        "%%{init: {'securityLevel': 'loose'}}%%",
        "#quot; #35; ;;;",
        "http://example.org/phish www.example.org @somebody $x^2$",
        "tab\there\r\nnew line\u0000\u001b[31mred\u0007\u202Egnp.exe\u2028x\uFFFE\uD800",
        "日本語のホスト名 ëäü 👩‍👩‍👧 العربية",
    ];

    private static ProvisionPicture Hostile(string name)
    {
        var key = name;
        var provision = new Provision
        {
            Id = name,
            Name = name,
            State = ProvisionState.Error,
            ConfigurationStatus = name,
            Clusters = [new EdgeCluster(100, name, name, name, 1, 1, 1)],
            Hosts = [Clouds.Host(0, name, key, name, EdgeHostState.Error) with { Address = name, Driver = name, FrontEndState = name, DeviceId = name, ConfigurationStatus = name }],
            Networks = [new EdgeNetwork(0, name, name, name, name, name, name, name, name, [100], 0)],
            Datastores = [new EdgeDatastore(0, name, name, name, name, name, name, [100], 0, 0, 0)],
        };
        return new ProvisionPicture(provision, new Overlay([key], [name], true), new Operation
        {
            Id = name, Verb = name, Provision = name, User = name, Machine = name, StartedAt = DateTimeOffset.UnixEpoch, EndedAt = DateTimeOffset.UnixEpoch.AddSeconds(10), Outcome = OperationOutcome.Failed,
            Steps =
            [
                new OperationStep(name, name, StepOutcome.Done, TimeSpan.Zero, TimeSpan.FromSeconds(1), null) { DependsOn = [name] },
                new OperationStep($"host/{key}/{name.Replace('/', ' ')}", name, StepOutcome.Failed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), name) { DependsOn = [name] },
                new OperationStep($"host/{key}/rent", name, StepOutcome.NotRun, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), name) { DependsOn = [] },
            ],
        });
    }

    private static Plan HostilePlan(string name) => new(name, name, name, [new PlanStep(name, name, name, name, PlanEffect.Rent, []), new PlanStep("b", name, name, name, PlanEffect.Delete, [name])], [name]);

    /// <summary>What a reader must see of a name: the same, but for what cannot be shown.</summary>
    private static string Shown(string name) => Unshowable().Replace(name.Replace("\r\n", "  ", StringComparison.Ordinal), m => m.Value is "\n" or "\t" or "\u2028" ? " " : "\uFFFD");

    [Theory]
    [MemberData(nameof(Names))]
    public void Svg_IsXmlWithTheNameAsText(string name)
    {
        var svg = Drawn.Svg(Hostile(name));

        AssertHarmless(svg);
        Assert.Contains(svg.Descendants(Drawn.SvgName + "title"), t => t.Value.Contains(Shown(name), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Html_IsXmlWithTheNameAsText(string name)
    {
        var page = Drawn.Page(Hostile(name));

        AssertHarmless(page);
        Assert.Equal($"Edge cloud {Shown(name)}", page.Descendants(Drawn.Html + "h1").Single().Value);
        Assert.Contains(page.Descendants(Drawn.Html + "td"), t => t.Value == Shown(name));
        AssertHarmless(XDocument.Parse(Drawing.Of([HostilePlan(name)], PictureFormat.Html)).Root!);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Markdown_HasTheSameLinesAndCellsAsWithAPlainName(string name)
    {
        foreach (var (hostile, plain) in new[]
        {
            (Drawing.Of([Hostile(name)], PictureFormat.Markdown, PictureView.All), Drawing.Of([Hostile("plain")], PictureFormat.Markdown, PictureView.All)),
            (Drawing.Of([HostilePlan(name)], PictureFormat.Markdown), Drawing.Of([HostilePlan("plain")], PictureFormat.Markdown)),
        })
        {
            Assert.Equal(Shape(plain), Shape(hostile));
            var outside = Fenced().Replace(hostile, "");
            Assert.DoesNotMatch(@"[<]|(?<!\\)[`\[\]!]|(?<!\\)\*(?!\*|[^*]*\*\*)|@|://", outside.Replace("**", "", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Mermaid_HasTheSameLinesAsWithAPlainNameAndOnlyHarmlessLetters(string name)
    {
        foreach (var view in new[] { PictureView.Topology, PictureView.Timeline })
        {
            var hostile = Drawing.Of([Hostile(name)], PictureFormat.Mermaid, view);

            Assert.Equal(Structure(Drawing.Of([Hostile("plain")], PictureFormat.Mermaid, view)), Structure(hostile));
        }

        Assert.Equal(Structure(Drawing.Of([HostilePlan("plain")], PictureFormat.Mermaid)), Structure(Drawing.Of([HostilePlan(name)], PictureFormat.Mermaid)));
    }

    /// <summary>Nothing runs, nothing is loaded.</summary>
    private static void AssertHarmless(XElement root)
    {
        Assert.DoesNotContain(root.DescendantsAndSelf(), e => e.Name.LocalName is "script" or "img" or "image" or "iframe" or "object" or "link" or "a" or "use" or "foreignObject");
        foreach (var attribute in root.DescendantsAndSelf().Attributes())
        {
            Assert.DoesNotMatch("^(on|style|href|src)", attribute.Name.LocalName);
            if (!attribute.IsNamespaceDeclaration)
                Assert.DoesNotMatch("(?i)javascript:|https?:", attribute.Value);
        }

        Assert.All(root.Descendants().Where(e => e.Name.LocalName == "style"), s => Assert.DoesNotMatch(@"(?i)url\(|@import|http", s.Value));
    }

    /// <summary>Per line, how it begins and how many cells it has.</summary>
    private static IReadOnlyList<(char First, int Cells)> Shape(string markdown) =>
        [.. markdown.Split('\n').Select(l => (l.Length == 0 ? ' ' : l[0], l.Count(c => c == '|')))];

    /// <summary>The lines without what stands in them for a name; a name has nothing but letters, digits, numbers of letters and what is harmless.</summary>
    private static IReadOnlyList<string> Structure(string mermaid)
    {
        List<string> lines = [];
        foreach (var line in mermaid.TrimEnd('\n').Split('\n'))
        {
            var name = Label().Match(line).Groups["n"];
            Assert.All(
                name.Value.Replace("<br/>", "", StringComparison.Ordinal).EnumerateRunes(),
                r => Assert.True(Rune.IsLetterOrDigit(r) || r.Value is ' ' or '#' or ';' or '.' or '-' or '/' or ',' or '·' or '(' or ')', $"{r} in {line}"));
            lines.Add(name.Success ? line.Remove(name.Index, name.Length) : line);
        }

        return lines;
    }

    // A title or a section goes to the end of its line, a label to its closing quote, a task's name to the colon that this program writes.
    [GeneratedRegex("""^\s*(?:title|section|accTitle:) (?<n>.*)$|^\s*\w+(?:\(\[|\[|\{\{)"(?<n>.*)"(?:\]\)|\]|\}\})(?::::\w+)?$|^\s*subgraph \w+\["(?<n>.*)"\]$|^  (?<n>.*) :(?:crit, |active, |done, )?t\d+, \d+, \d+ms$""")]
    private static partial Regex Label();

    [GeneratedRegex("```mermaid\n.*?```\n", RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex("[\u0000-\u001f\u202e\u2028\ufffe]|[\ud800-\udbff](?![\udc00-\udfff])")]
    private static partial Regex Unshowable();
}
