using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Tags;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Keys;

/// <summary>The calls about key pairs. Each runs with the store's gate held.</summary>
internal sealed class KeyPairCalls(Ec2Store store)
{
    private static readonly FilterTable<KeyPair> Filters = new(
        new Dictionary<string, Func<KeyPair, DateTimeOffset, IEnumerable<string?>>>
        {
            ["key-name"] = (pair, _) => [pair.Name],
            ["key-pair-id"] = (pair, _) => [pair.Id],
            ["fingerprint"] = (pair, _) => [pair.Key.Fingerprint],
        },
        (pair, moment) => pair.Tags.At(moment));

    public IEnumerable<Ec2Action> Actions => [new("ImportKeyPair", Import), new("DeleteKeyPair", Delete), new("DescribeKeyPairs", Describe)];

    /// <summary>The key pair of that name.</summary>
    public static KeyPair Find(Ec2Call call, string name) =>
        call.Holdings.KeyPairs.Living.FirstOrDefault(pair => pair.Name == name && pair.IsThereAt(call.Moment)) ?? throw ResourceKind.KeyPair.NotFound(name);

    private IEnumerable<XElement?> Import(Ec2Call call)
    {
        var name = call.Parameters.Required("KeyName");
        if (name.Length > 255 || !name.All(char.IsAscii))
            throw Ec2RefusedException.Invalid("KeyName", name, "Expecting at most 255 ASCII characters.");
        var key = OpenSshKey.Read(call.Parameters.Required("PublicKeyMaterial"));
        var tags = TagReader.ReadSpecification(call.Parameters, ResourceKind.KeyPair);
        if (call.Holdings.KeyPairs.Living.Any(pair => pair.Name == name))
            throw new Ec2RefusedException("InvalidKeyPair.Duplicate", $"The keypair '{name}' already exists.");
        call.Ready();
        var made = call.Holdings.KeyPairs.Add(new KeyPair(name, key, store.Now), tags);
        return [Xml.Value("keyName", name), Xml.Value("keyFingerprint", key.Fingerprint), Xml.Value("keyPairId", made.Id), TagDocument.Of(made, store.Now)];
    }

    // One that is not there is deleted as well as it can be.
    private IEnumerable<XElement?> Delete(Ec2Call call)
    {
        var (name, id) = (call.Parameters.Text("KeyName"), call.Parameters.Text("KeyPairId"));
        if (name is null && id is null)
            throw Ec2RefusedException.Missing("KeyName");
        call.Ready();
        var found = call.Holdings.KeyPairs.Living.FirstOrDefault(pair => id is null ? pair.Name == name : pair.Id == id);
        if (found is not null)
            found.GoneAt = store.Now;
        return [.. Xml.Done, Xml.Value("keyPairId", found?.Id)];
    }

    private static IEnumerable<XElement?> Describe(Ec2Call call)
    {
        var filter = Filters.Read(call);
        var names = call.Parameters.Texts("KeyName");
        var includesKey = call.Parameters.Flag("IncludePublicKey");
        var listed = call.Holdings.KeyPairs.List(call, call.Parameters.Texts("KeyPairId"));
        call.Ready();
        if (names.FirstOrDefault(name => listed.All(pair => pair.Name != name)) is { } unknown)
            throw ResourceKind.KeyPair.NotFound(unknown);
        return [Xml.Set("keySet", listed.Where(pair => (names.Count == 0 || names.Contains(pair.Name)) && filter(pair)).Select(pair => new[]
        {
            Xml.Value("keyPairId", pair.Id), Xml.Value("keyName", pair.Name), Xml.Value("keyType", pair.Key.Type), Xml.Value("keyFingerprint", pair.Key.Fingerprint),
            Xml.Value("createTime", pair.CreatedAt), Xml.Value("publicKey", includesKey ? pair.Key.Line : null), TagDocument.Of(pair, call.Moment),
        }))];
    }
}
