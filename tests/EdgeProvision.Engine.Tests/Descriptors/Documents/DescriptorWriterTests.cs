using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Descriptors.Documents;

public sealed class DescriptorWriterTests
{
    private const string Secret = "TOPSECRET-1";

    [Fact]
    public void Write_OfWrittenOutSecrets_MasksThemAndKeepsTheRestOfTheText()
    {
        var read = DescriptorReader.Parse($"# mine\nname: p # p\ndefaults:\n  provision: {{driver: packet, packet_token: '{Secret}', metro: am}} # where\n  configuration:\n    db_password:   {Secret}   # secret\n    api_token: ${{env:T}}\n", null, null);

        var written = DescriptorWriter.Write(read, new DescriptorWriteOptions());

        Assert.Equal(["defaults.provision.packet_token", "defaults.configuration.db_password"], written.MaskedKeys);
        Assert.Equal("# mine\nname: p # p\ndefaults:\n  provision: {driver: packet, packet_token: '****', metro: am} # where\n  configuration:\n    db_password:   '****'   # secret\n    api_token: ${env:T}\n", written.Text);
        Assert.Equal(written.Text, read.Yaml);
    }

    [Theory]
    [InlineData("name: p # TOPSECRET-1\ncluster: {packet_token: TOPSECRET-1}\n")]
    [InlineData("name: p\ncluster: {packet_token: &t TOPSECRET-1}\ndefaults: {provision: {packet_token: *t}}\n")]
    [InlineData("name: p\ncluster:\n  packet_token: |-\n    TOPSECRET-1\n")]
    [InlineData("name: p\ncluster:\n  packet_token: !!str TOPSECRET-1\n")]
    [InlineData("name: p\ncluster: {packet_token: [TOPSECRET-1, {x: TOPSECRET-1}]}\n")]
    public void Write_OfSecretsInOddPlaces_TellsNone(string text)
    {
        var read = DescriptorReader.Parse(text, null, null);

        var written = DescriptorWriter.Write(read, new DescriptorWriteOptions());

        Assert.NotEmpty(written.MaskedKeys);
        Assert.DoesNotContain(Secret, written.Text, StringComparison.Ordinal);
        Assert.Equal("p", DescriptorReader.Parse(written.Text, null, null).Name);
    }

    [Fact]
    public void Write_WithSecrets_GivesThemBack()
    {
        var text = $"name: p\ncluster: {{packet_token: {Secret}, size: 5.10}} # mine\n";
        var read = DescriptorReader.Parse(text, null, null);
        var changed = DescriptorComposer.Add(read, new NewDatastore("d"));
        var options = new DescriptorWriteOptions { IncludeSecret = true };

        Assert.Equal(text, DescriptorWriter.Write(read, options).Text);
        Assert.Empty(DescriptorWriter.Write(changed, options).MaskedKeys);
        Assert.Equal(changed.AsMap(), DescriptorReader.Parse(DescriptorWriter.Write(changed, options).Text, null, null).AsMap());
    }

    [Fact]
    public void Properties_OfADescriptorWithSecrets_ShowNone()
    {
        var read = DescriptorReader.Parse($"name: p\ncluster: {{packet_token: {Secret}}}\n", "/x/p.yaml", "/x");

        Assert.All(typeof(EdgeDescriptor).GetProperties(), p => Assert.DoesNotContain(Secret, System.Text.Json.JsonSerializer.Serialize(p.GetValue(read)), StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, read.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, read.AsMap().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/home", "/home", "base.yaml", "base.yaml")]
    [InlineData("/home", "/home/out", "base.yaml", "'../base.yaml'")]
    [InlineData("/home", "/home/out", "default.yaml", "default.yaml")]
    [InlineData("/home", "/home/out", "/home/base.yaml", "/home/base.yaml")]
    [InlineData("/home/deep", "/home/out", "../base.yaml", "../base.yaml")]
    [InlineData("/home", "/else/out", "base.yaml", "'../../home/base.yaml'")]
    public void Write_IntoAnotherDirectory_LeadsToTheSameBase(string home, string target, string written, string expected)
    {
        var read = DescriptorReader.Parse($"name: p\nextends: {written} # base\n", home + "/p.yaml", home);

        Assert.Equal($"name: p\nextends: {expected} # base\n", DescriptorWriter.Write(read, Into(target, "/elsewhere", "/home/base.yaml")).Text);
    }

    [Fact]
    public void Write_WhereTheRelativePathWouldMeanAnotherFile_NamesTheBaseInFull()
    {
        var read = DescriptorReader.Parse("name: p\nextends: [base.yaml, default.yaml]\n", null, "/home");

        var options = Into("/a/b", "/cwd/x/y", "/home/base.yaml", "/cwd/home/base.yaml");

        Assert.Equal("name: p\nextends: [/home/base.yaml, default.yaml]\n", DescriptorWriter.Write(read, options).Text);
    }

    private static DescriptorWriteOptions Into(string directory, string workingDirectory, params string[] files) =>
        new() { Directory = directory, WorkingDirectory = workingDirectory, FileExists = path => files.Contains(path) };
}
