using System.Diagnostics;
using System.Text;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Yaml;
using EdgeProvision.Model;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace EdgeProvision.Engine.Tests.Descriptors;

/// <summary>Whatever the text, loading ends soon, with a descriptor or with diagnostics.</summary>
public sealed class HostileInputTests
{
    // Generous, since test machines are busy; a bomb that gets through takes for ever.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    public static TheoryData<string, string, string> Bombs => new()
    {
        { "aliases", "TooManyValues", AliasBomb(9, 9) },
        { "wide aliases", "TooManyValues", AliasBomb(4, 40) },
        { "merge keys", "TooManyValues", MergeBomb() },
        { "nested flow lists", "TooDeep", "a: " + new string('[', 100_000) },
        { "nested flow maps", "TooDeep", string.Concat(Enumerable.Repeat("{a: ", 50_000)) },
        { "nested block lists", "TooDeep", string.Concat(Enumerable.Repeat("- ", 5_000)) + "x" },
        { "itself", "UnknownAnchor", "name: a\ncluster: &c {x: *c}" },
        { "many values", "TooManyValues", "a: [" + string.Concat(Enumerable.Repeat("1,", 2_000_000)) + "]" },
        { "many keys", "UnknownKey", string.Concat(Enumerable.Range(0, 90_000).Select(i => $"key{i}: 1\n")) },
        { "long scalar", "NameRefused", "name: " + new string('x', 9_000_000) },
        { "long template", "TemplateNotUnderstood", "name: a\ncluster: {k: '<%= " + new string('@', 5_000_000) + " %>'}" },
        { "many templates", "TemplateNotUnderstood", "name: a\ncluster: {k: '" + string.Concat(Enumerable.Repeat("<%= @name %>", 300_000)) + "<%= x'}" },
        { "defaults times hosts", "TooManyValues", DefaultsBomb() },
        { "many networks", "RequiredKeyMissing", "name: a\ndatastores: [" + string.Concat(Enumerable.Repeat("{name: d},", 30_000)) + "]\nnetworks: [" + string.Concat(Enumerable.Repeat("{name: n},", 30_000)) + "]" },
        { "too large", "TooLarge", new string('#', 11_000_000) },
        { "only line ends", "EmptyDocument", new string('\n', 9_000_000) },
        { "long key", "SyntaxError", new string('k', 2_000_000) + ": 1" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Load_OfABomb_EndsSoonWithAnError(string what, string code, string text)
    {
        var watch = Stopwatch.StartNew();

        var errors = Loading.Errors(text);

        Assert.True(watch.Elapsed < Soon, $"{what} took {watch.Elapsed}.");
        Assert.True(errors.Any(e => e.Code == code), what + " got " + errors[0]);
        Assert.True(errors.Sum(e => e.ToString().Length) < 200_000, what + " tells too much.");
    }

    [Fact]
    public void Load_OfABigButHonestDescriptor_Works()
    {
        var text = new StringBuilder("name: p\ndefaults: {provision: {driver: packet, metro: am, plan: p, os: o}}\nhosts:\n");
        for (var i = 0; i < 2_000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  - {{im_mad: kvm, vm_mad: kvm, provision: {{hostname: \"<%= @name %>-{i}\"}}}}\n");

        var watch = Stopwatch.StartNew();
        var descriptor = Loading.Load(text.ToString()).Descriptor;

        Assert.Equal(2_000, descriptor.Hosts.Count);
        Assert.True(watch.Elapsed < Soon, $"It took {watch.Elapsed}.");
    }

    [Property(MaxTest = 400)]
    public void Load_OfAnyText_ThrowsNothingButDescriptorException(NonNull<string> text) => LoadOrRefuse(text.Get);

    [Property(MaxTest = 800)]
    public Property Load_OfTextMadeOfYamlsPieces_ThrowsNothingButDescriptorException() =>
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().Select(string.Concat).ToArbitrary(), LoadOrRefuse);

    [Property(MaxTest = 300)]
    public Property Load_OfADamagedDescriptor_ThrowsNothingButDescriptorException()
    {
        var good = Loading.Example("fosdem.yaml");
        var damage =
            from at in Gen.Choose(0, good.Length - 1)
            from length in Gen.Choose(0, 12)
            from piece in Gen.Elements(Pieces)
            select string.Concat(good.AsSpan(0, at), piece, good.AsSpan(Math.Min(good.Length, at + length)));
        return Prop.ForAll(damage.ToArbitrary(), LoadOrRefuse);
    }

    [Property(MaxTest = 500)]
    public Property Write_OfAnyTree_ReadsBackAsTheSameTree() =>
        Prop.ForAll(Tree(3).ToArbitrary(), tree =>
        {
            var text = YamlWriter.Write(tree);
            var bag = new DiagnosticBag();
            var again = YamlReader.Read(text, null, bag);
            Assert.True(again is not null && tree.Equals(again), $"{text}\n{string.Join('\n', bag.ToList())}\n{tree}\n{again}");
        });

    private static readonly string[] Pieces =
    [
        "name", "hosts", "defaults", "provision", "hostname", "cluster", "networks", "ar", "extends", "playbook", "driver", "packet", ":", ": ", "- ", "\n", "\n  ",
        "\n    ", "{", "}", "[", "]", ",", "\"", "'", "|", ">", "&a ", "*a", "<<: ", "!", "!!str ", "!<x> ", "%YAML 1.1\n", "%TAG ! x\n", "---", "...", "#", "?", "@", "`", "~", "null", "yes", "5.10", "0x1",
        "<%= ", "@name", " %>", "<%= @vnets[0]['ID'] %>", "${env:", "${env:X}", "}", "\t", "\r", "\u0085", "\u2028", "\ufeff", "é", "\ud83d\ude00", "\\", "\"\\u12\"", "-", "  ",
    ];

    private static readonly string[] Texts =
    [
        "", " ", "a", "yes", "No", "~", "null", "5.10", "0123", "1e5", "-", "- a", "a: b", "a:", "a #b", "#", "@x", "%", "'", "\"", "\\", "a\nb", "\n", "a\n", " a", "a ", "\t", "<<", "=", "y",
        "2020-01-01", "12:30:45", "<%= @name %>", "[", "{x}", "*", "&", "!", "|", ">", "?", "é", "\ud83d\ude00", "\u2028", "\ufeff", "\u0085", "\r\n", "...", "---", ".5", "+", ".inf",
    ];

    private static Gen<DescriptorValue> Tree(int depth)
    {
        var nowhere = new DescriptorPosition(null, 0, 0);
        var text = Gen.OneOf(Gen.Elements(Texts), ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => new string(s.Get.Where(c => c is >= ' ' and not '\x7f' && !char.IsSurrogate(c) && c < '\ufff0').ToArray())));
        var scalar = Gen.OneOf(
            text.Select(DescriptorValue (t) => new DescriptorScalar(t, ScalarKind.String, nowhere)),
            Gen.Elements("1", "5.10", "true", "~").Select(DescriptorValue (t) => new DescriptorScalar(t == "~" ? "" : t, YamlScalars.KindOf(t), nowhere)));
        if (depth == 0)
            return scalar;
        var list = Tree(depth - 1).ListOf().Select(DescriptorValue (items) => new DescriptorList(items.ToList(), nowhere));
        var map = text.Zip(Tree(depth - 1)).ListOf().Select(DescriptorValue (entries) => new AttributeMap(entries.Select(e => new AttributeEntry(e.Item1, e.Item2, nowhere)), nowhere));
        return Gen.OneOf(scalar, list, map);
    }

    private static void LoadOrRefuse(string text)
    {
        try
        {
            Loading.Load(text);
        }
        catch (DescriptorException exception)
        {
            Assert.Contains(exception.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        }
    }

    private static string AliasBomb(int levels, int width)
    {
        var text = new StringBuilder("name: a\na0: &a0 x\n");
        for (var i = 1; i <= levels; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", width))}]\n");
        return text.ToString();
    }

    private static string DefaultsBomb()
    {
        var text = new StringBuilder("name: a\ndefaults:\n  configuration:\n");
        for (var i = 0; i < 50_000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"    k{i}: 1\n");
        text.Append("hosts:\n");
        for (var i = 0; i < 10_000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"- {{im_mad: k, vm_mad: k, provision: {{driver: dummy, hostname: h{i}}}}}\n");
        return text.ToString();
    }

    private static string MergeBomb()
    {
        var text = new StringBuilder("m0: &m0 {a: 1}\n");
        for (var i = 1; i <= 20; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"m{i}: &m{i} {{x: *m{i - 1}, y: *m{i - 1}, <<: [*m{i - 1}, *m{i - 1}]}}\n");
        return text.ToString();
    }
}
