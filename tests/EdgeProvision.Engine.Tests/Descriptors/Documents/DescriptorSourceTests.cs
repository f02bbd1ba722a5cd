using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Descriptors.Documents;

public sealed class DescriptorSourceTests
{
    private static readonly DescriptorLoader s_loader = new(Loading.Options(("/cwd/p.yaml", "name: p\n")));

    [Fact]
    public void FilePath_OfWhatStandsInAFile_NamesIt()
    {
        var read = DescriptorReader.Parse("name: p\n", "/cwd/p.yaml", "/cwd");

        Assert.Equal("p.yaml", new CreateRequest("p.yaml").Descriptor.FilePath);
        Assert.Equal("/cwd/p.yaml", new DescriptorSource.Document(read).FilePath);
        Assert.Null(new DescriptorSource.Document(DescriptorComposer.Add(read, new NewDatastore("d"))).FilePath);
        Assert.Null(new DescriptorSource.Document(DescriptorComposer.Start(new NewDescriptor("p"))).FilePath);
    }

    [Fact]
    public async Task LoadAsync_OfAFileAndOfWhatWasReadFromIt_GivesTheSame()
    {
        var read = DescriptorReader.Parse("name: p\n", "/cwd/p.yaml", "/cwd");

        foreach (var source in new DescriptorSource[] { new DescriptorSource.File("p.yaml"), new DescriptorSource.Document(read) })
            Assert.Equal("---\nname: p\n", (await source.LoadAsync(s_loader, TestContext.Current.CancellationToken)).Text);
    }

    [Fact]
    public async Task LoadAsync_OfADescriptorThatExtendsItself_IsRefused()
    {
        var read = DescriptorReader.Parse("name: p\nextends: p.yaml\n", "/cwd/p.yaml", "/cwd");

        var error = await Assert.ThrowsAsync<DescriptorException>(() => new DescriptorSource.Document(read).LoadAsync(s_loader, TestContext.Current.CancellationToken));

        Assert.Equal("ExtendsCycle", Assert.Single(error.Diagnostics).Code);
    }
}
