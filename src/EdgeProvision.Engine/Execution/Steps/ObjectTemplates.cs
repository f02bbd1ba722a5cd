using EdgeProvision.Engine.Descriptors.Rendering;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>The descriptor's objects as they are sent to this front-end: references filled in, secrets only where it encrypts them.</summary>
internal static class ObjectTemplates
{
    public static RenderedObject Cluster(OperationScope scope)
    {
        var map = TemplateEvaluator.Evaluate(scope.Desired!.Cluster, scope.Boards.References.Resolve);
        var tree = ToTree(ObjectRendering.Cluster(map, Identity(scope), Encrypted(scope, FrontEndObjectKind.Cluster)));
        return new RenderedObject(map.Text("name") ?? scope.Name, tree, TemplateWriter.Write(tree, TemplateLayout.Object), 0, []);
    }

    public static RenderedObject Datastore(OperationScope scope, DescriptorObject datastore)
    {
        var map = TemplateEvaluator.Evaluate(datastore.Attributes, scope.Boards.References.Resolve);
        var tree = ToTree(ObjectRendering.Object(map, Identity(scope), Encrypted(scope, FrontEndObjectKind.Datastore)));
        return new RenderedObject(map.Text("name") ?? "", tree, Text(tree), 0, []);
    }

    /// <summary>Address ranges that an IPAM driver buys carry their key: it reaches the driver, with nothing else that names the network.</summary>
    public static RenderedObject Network(OperationScope scope, DescriptorObject network)
    {
        var map = TemplateEvaluator.Evaluate(network.Attributes, scope.Boards.References.Resolve);
        var name = map.Text("name") ?? "";
        var tree = ToTree(ObjectRendering.Object(map, Identity(scope), Encrypted(scope, FrontEndObjectKind.Network)));
        List<TemplateAttribute> attributes = [];
        List<string> keys = [];
        var ranges = 0;
        foreach (var attribute in tree)
        {
            if (attribute is not { Name: "AR", Section: { } range })
            {
                attributes.Add(attribute);
                continue;
            }

            var key = EdgeAttribute.RangeKey(scope.ProvisionId, name, ranges++);
            var driver = range.Text("IPAM_MAD") is { Length: > 0 } mad && mad is not ("internal" or "dummy") ? mad : null;
            if (driver is not null)
                keys.Add(key);
            attributes.Add(driver is null ? attribute : new TemplateAttribute("AR", WithSecrets(scope, driver, range.With(EdgeAttribute.Key, key))));
        }

        tree = new AttributeTree(attributes);
        return new RenderedObject(name, tree, Text(tree), ranges, keys);
    }

    /// <summary>The claim of a host: the original's attributes, and ours.</summary>
    public static AttributeTree Host(OperationScope scope, DescriptorHost host, string publicKey, HostRequest request)
    {
        var tree = ToTree(HostRendering.Host(WithSecrets(scope, host), Identity(scope), publicKey, scope.Desired!.Playbooks, Encrypted(scope, FrontEndObjectKind.Host)));
        foreach (var name in new[] { "RESERVED_CPU", "RESERVED_MEM" })
        {
            // The template is replaced as a whole, and a host without these is not accepted by every release's scheduler.
            if (!tree.Contains(name))
                tree = tree.Add(name, "");
        }

        return tree
            .With(EdgeAttribute.Key, EdgeAttribute.HostKey(scope.ProvisionId, host.Key))
            .With(EdgeAttribute.Power, HostPower.On.ToString())
            .With(EdgeAttribute.Request, request.ToString());
    }

    /// <summary>
    /// Credentials that did not come from the descriptor stand on the host too, where the front-end encrypts them there: the original's commands
    /// look for them nowhere else. Those of a registered provider stand nowhere.
    /// </summary>
    private static DescriptorHost WithSecrets(OperationScope scope, DescriptorHost host)
    {
        var provision = host.Provision;
        var provider = scope.Provider(host.Driver);
        if (!provider.MayStoreSecrets)
            return host;
        foreach (var (key, value) in provider.Settings.Secrets)
            provision = provision.With(key, new DescriptorScalar(value, ScalarKind.String, DescriptorPosition.BuiltIn) { IsSecret = true });
        return host with { Provision = provision };
    }

    /// <summary>The host with everything filled in that is known by now.</summary>
    public static DescriptorHost Evaluate(OperationScope scope, DescriptorHost host) => host with
    {
        Connection = TemplateEvaluator.Evaluate(host.Connection, scope.Boards.References.Resolve),
        Provision = TemplateEvaluator.Evaluate(host.Provision, scope.Boards.References.Resolve),
        Configuration = TemplateEvaluator.Evaluate(host.Configuration, scope.Boards.References.Resolve),
        Attributes = TemplateEvaluator.Evaluate(host.Attributes, scope.Boards.References.Resolve),
    };

    /// <summary>
    /// The same for a range that a driver buys: 5.10 keeps credentials on hosts only, which come after networks and go before them, and gives the driver what it lists for ranges.
    /// </summary>
    private static AttributeTree WithSecrets(OperationScope scope, string driver, AttributeTree range)
    {
        if (!scope.Providers.TryGetValue(driver, out var provider) || !provider.MayStoreSecrets)
            return range;
        var isEncrypted = Encrypted(scope, FrontEndObjectKind.Network);
        foreach (var (key, value) in provider.Settings.Secrets)
        {
            var name = key.ToUpperInvariant();
            if (isEncrypted($"AR/{name}"))
                range = range.With(name, value);
        }

        return range;
    }

    public static EdgeException NameTaken(string word, string name, int id) =>
        new("ObjectNameTaken", ErrorKind.AlreadyExists, $"OpenNebula has a {word} named {name} already (id {id}), and it does not belong to this provision.")
        {
            Target = name,
            RecommendedAction = $"Give the {word} another name in the descriptor, or rename or delete {word} {id}.",
        };

    public static AttributeTree ToTree(IEnumerable<OneAttribute> attributes) => new(attributes.Select(attribute => attribute switch
    {
        OneVector vector => new TemplateAttribute(vector.Key, new AttributeTree(vector.Members.Select(m => (m.Key, m.Value)))),
        OneSingle single => new TemplateAttribute(single.Key, single.Value),
        _ => throw new InvalidOperationException($"attribute {attribute.Key} is of an unknown shape"),
    }));

    /// <summary>As the original writes it, PM_MAD after the finished text.</summary>
    private static string Text(AttributeTree tree) => TemplateWriter.WriteWithDriver(tree.Without("PM_MAD"), tree.Text("PM_MAD") ?? "");

    private static ProvisionIdentity Identity(OperationScope scope) => new(scope.ProvisionId, scope.Name);

    /// <summary>
    /// Only where this oned encrypts. A token never goes into an address range of a release that forgets to encrypt it after the first lease.
    /// </summary>
    private static SecretPlaces Encrypted(OperationScope scope, FrontEndObjectKind kind) => place =>
        scope.Configuration.HasEncryptionKey
        && scope.Configuration.Encrypts(kind, place)
        && (kind != FrontEndObjectKind.Network || scope.Configuration.Release is { Major: 5 });
}
