using System.Text.Json.Nodes;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Descriptors.Schema;
using EdgeProvision.Engine.Descriptors.Yaml;
using EdgeProvision.Model;
using NJsonSchema;

namespace EdgeProvision.Engine.Tests.Descriptors;

public sealed class SchemaTests
{
    private static readonly string SchemaFile = Path.Combine(Loading.RepositoryRoot, "schemas", "edgeprovision-descriptor.schema.json");

    public static TheoryData<string> Examples => new(ExampleDescriptorTests.Names.Append("fosdem.yaml").Append("on-premises.yaml"));

    [Fact]
    public void Generate_OfTheTables_IsTheCheckedInFile()
    {
        // To write the file anew: EDGEPROVISION_WRITE_SCHEMA=1.
        if (Environment.GetEnvironmentVariable("EDGEPROVISION_WRITE_SCHEMA") == "1")
            File.WriteAllText(SchemaFile, DescriptorSchema.Generate());

        Assert.Equal(File.ReadAllText(SchemaFile), DescriptorSchema.Generate());
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Schema_OfExamples_TakesThem(string name)
    {
        var schema = await JsonSchema.FromFileAsync(SchemaFile, TestContext.Current.CancellationToken);

        Assert.Empty(schema.Validate(Json(ExampleDescriptorTests.Read(name))));
    }

    [Theory]
    [InlineData("name: a\nhostss: []")]
    [InlineData("name: a\nhosts: [{im_mad: kvm}]")]
    [InlineData("name: a\ndefaults: {provision: {facilty: x}}")]
    [InlineData("name: a\nversion: 2")]
    public async Task Schema_OfWhatTheLoaderRefuses_RefusesItToo(string text)
    {
        var schema = await JsonSchema.FromFileAsync(SchemaFile, TestContext.Current.CancellationToken);

        Assert.NotEmpty(schema.Validate(Json(text)));
        Assert.NotEmpty(Loading.Errors(text));
    }

    [Fact]
    public void Tables_OfAllSections_DescribeEveryKeyOnce()
    {
        KeyTable[] tables = [KeyTables.Top, KeyTables.Host, KeyTables.Network, KeyTables.Datastore, KeyTables.Cluster, KeyTables.AddressRange, DriverTables.Packet, DriverTables.Ec2, DriverTables.OnPrem, DriverTables.Dummy];

        Assert.All(tables.SelectMany(t => t.Rules), rule => Assert.EndsWith(".", rule.Description, StringComparison.Ordinal));
    }

    private static string Json(string yaml) => ToJson(YamlReader.Read(yaml, null, new DiagnosticBag())!)!.ToJsonString();

    private static JsonNode? ToJson(DescriptorValue value) => value switch
    {
        AttributeMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key, ToJson(e.Value)))),
        DescriptorList list => new JsonArray(list.Items.Select(ToJson).ToArray()),
        DescriptorScalar { AsBoolean: { } boolean } => JsonValue.Create(boolean),
        DescriptorScalar { Kind: ScalarKind.Integer } scalar => JsonValue.Create(long.Parse(scalar.Text, System.Globalization.CultureInfo.InvariantCulture)),
        DescriptorScalar { Kind: ScalarKind.Float } scalar => JsonValue.Create(double.Parse(scalar.Text, System.Globalization.CultureInfo.InvariantCulture)),
        DescriptorScalar { Kind: ScalarKind.Null } => null,
        DescriptorScalar scalar => JsonValue.Create(scalar.Text),
        _ => null,
    };
}
