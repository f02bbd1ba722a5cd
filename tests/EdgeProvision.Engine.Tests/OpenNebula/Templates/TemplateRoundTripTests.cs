using EdgeProvision.Engine.OpenNebula;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace EdgeProvision.Engine.Tests.OpenNebula;

public sealed class TemplateRoundTripTests
{
    [Property(Arbitrary = [typeof(Trees)], MaxTest = 500)]
    public void Write_Plain_ParsesToTheSameTree(AttributeTree tree) =>
        Assert.Equal(tree, MinimalTemplateParser.Parse(TemplateWriter.Write(tree)));

    [Property(Arbitrary = [typeof(Trees)], MaxTest = 500)]
    public void Write_Object_ParsesToTheSameTree(AttributeTree tree) =>
        Assert.Equal(tree, MinimalTemplateParser.Parse(TemplateWriter.Write(tree, TemplateLayout.Object)));

    [Property(Arbitrary = [typeof(Trees)], MaxTest = 500)]
    public void WriteWithDriver_Any_ParsesToTheTreeAndTheDriver(AttributeTree tree) =>
        Assert.Equal(tree.Add("PM_MAD", ""), MinimalTemplateParser.Parse(TemplateWriter.WriteWithDriver(tree, "")));

    [Property(Arbitrary = [typeof(Trees)], MaxTest = 500)]
    public void Write_Host_ParsesToTheTreeWithoutEmptyTexts(AttributeTree tree) =>
        Assert.Equal(WithoutEmpty(tree), MinimalTemplateParser.Parse(TemplateWriter.Write(tree, TemplateLayout.Host)));

    private static AttributeTree WithoutEmpty(AttributeTree tree) => new(tree
        .Select(item => item.Section is { } section ? new TemplateAttribute(item.Name, WithoutEmpty(section)) : item)
        .Where(item => item.Section is { Count: > 0 } || item.Text is { Length: > 0 }));

    private static class Trees
    {
        public static Arbitrary<AttributeTree> Tree()
        {
            var name = Gen.Elements("A", "NAME", "PROVISION", "X_1", "_Y", "LONG_NAME_2", "AR");
            var piece = Gen.Elements(
                "", "a", "\"", "\\\"", "\\", "\n", "\t", " ", "]", ",", "=", "[", "#x", "\n# no comment", "ü", "😀", "</A>", "&amp;", "<![CDATA[", "1,2]3");
            var text = piece.ListOf().Select(string.Concat)
                .Where(value => !value.EndsWith('\\') && !value.Contains("]]>", StringComparison.Ordinal));
            var single = name.Zip(text, (key, value) => new TemplateAttribute(key, value));
            var section = name.Zip(
                single.ListOf().Select(members => new AttributeTree(members.DistinctBy(member => member.Name))),
                (key, members) => new TemplateAttribute(key, members));
            return Gen.OneOf(single, section).ListOf().Select(items => new AttributeTree(items)).ToArbitrary();
        }
    }
}
