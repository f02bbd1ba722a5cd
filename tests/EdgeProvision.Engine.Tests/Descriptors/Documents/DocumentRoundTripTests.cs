using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Descriptors.Documents;

public sealed class DocumentRoundTripTests
{
    [Theory]
    [MemberData(nameof(NastyDocuments.All), MemberType = typeof(NastyDocuments))]
    public void Write_UnchangedDocument_GivesItsTextBack(string what, string text)
    {
        Assert.NotEmpty(what);
        Assert.Equal(text, Written(DescriptorReader.Parse(text, null, null)).Text);
    }

    [Theory]
    [MemberData(nameof(NastyDocuments.All), MemberType = typeof(NastyDocuments))]
    public void Write_ChangedDocument_ReadsBackAsTheSame(string what, string text)
    {
        Assert.NotEmpty(what);
        var changed = DescriptorComposer.Add(DescriptorReader.Parse(text, null, null), new NewDatastore("one-more"));

        var written = Written(changed);

        Assert.Empty(written.MaskedKeys);
        Assert.Equal(changed.AsMap(), DescriptorReader.Parse(written.Text, null, null).AsMap());
        Assert.Equal(written.Text, Written(DescriptorReader.Parse(written.Text, null, null)).Text);
    }

    public static TheoryData<string> Files { get; } =
        [.. new[] { "examples", "src/templates", "tests/EdgeProvision.Engine.Tests/Descriptors/Examples" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Loading.RepositoryRoot, folder), "*.yaml"))
            .Select(file => Path.GetRelativePath(Loading.RepositoryRoot, file))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Write_OfAnExample_ReadsBackAsTheSame(string file)
    {
        var path = Path.Combine(Loading.RepositoryRoot, file);
        var read = await new DescriptorReader(new DiskDescriptorFiles()).ReadAsync(path, TestContext.Current.CancellationToken);
        var changed = DescriptorComposer.Add(read, new NewHost("one-more") { Driver = "packet" });

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), Written(read, includeSecret: true).Text);
        Assert.Equal(changed.AsMap(), DescriptorReader.Parse(Written(changed, includeSecret: true).Text, null, null).AsMap());
        Assert.Equal(read.SecretKeys, Written(read).MaskedKeys);
        Assert.Equal(path, read.Source);
        Assert.Equal(Path.GetDirectoryName(path), read.Directory);
    }

    [Theory]
    [InlineData("name: [", "SyntaxError")]
    [InlineData("- a", "NotAMap")]
    [InlineData("", "EmptyDocument")]
    [InlineData("name: a\nname: b", "DuplicateKey")]
    [InlineData("name: !ruby/object:X {}", "UnknownTag")]
    public void Parse_OfWhatIsNoDescriptor_SaysWhatIsWrong(string text, string code) =>
        Assert.Equal(code, Assert.Single(Assert.Throws<DescriptorException>(() => DescriptorReader.Parse(text, "x.yaml", null)).Diagnostics).Code);

    [Fact]
    public async Task ReadAsync_OfNoFile_NamesIt()
    {
        var error = await Assert.ThrowsAsync<DescriptorException>(() => new DescriptorReader(new DiskDescriptorFiles()).ReadAsync("/nowhere/x.yaml", TestContext.Current.CancellationToken));

        Assert.Equal("/nowhere/x.yaml: error FileNotFound: The file '/nowhere/x.yaml' does not exist. Check the path.", Assert.Single(error.Diagnostics).ToString());
    }

    [Fact]
    public void Document_OfADescriptor_ShowsItsValuesAndNoSecret()
    {
        var document = DescriptorReader.Parse("name: p\ndefaults: {provision: {packet_token: TOPSECRET, PLAN: x, a: 5.10, b: 5.5, c: 7, d: yes, e: ~, f: [1, {g: h}]}}\n", null, null).Document;

        var provision = (System.Collections.Specialized.OrderedDictionary)((System.Collections.Specialized.OrderedDictionary)document["DEFAULTS"]!)["provision"]!;
        Assert.Equal(["****", "x", "5.10", 5.5, 7L, true, null], provision.Values.Cast<object?>().Take(7));
        Assert.Equal("h", ((System.Collections.Specialized.OrderedDictionary)((object[])provision["f"]!)[1])["g"]);
        Assert.Throws<NotSupportedException>(() => document.Add("x", 1));
    }

    private static WrittenDescriptor Written(EdgeDescriptor descriptor, bool includeSecret = false) =>
        DescriptorWriter.Write(descriptor, new DescriptorWriteOptions { IncludeSecret = includeSecret });
}
