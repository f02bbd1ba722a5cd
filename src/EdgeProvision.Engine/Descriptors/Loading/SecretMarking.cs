using System.Text.RegularExpressions;
using EdgeProvision.Engine.Descriptors.Schema;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>
/// Goes through a merged document once: fills in <c>${env:NAME}</c> and marks what is secret, by the tables' word or, for variables of roles,
/// by the key's name.
/// </summary>
internal sealed partial class SecretMarking(Func<string, string?>? environment, DiagnosticBag bag)
{
    private static readonly HashSet<string> KnownSecrets =
        new KeyTable[] { DriverTables.Packet, DriverTables.Ec2, DriverTables.OnPrem, KeyTables.AddressRange }
            .SelectMany(table => table.Rules).Where(rule => rule.Secret).Select(rule => rule.Name).ToHashSet(StringComparer.Ordinal);

    private readonly List<DescriptorSecret> _secrets = [];

    public IReadOnlyList<DescriptorSecret> Secrets => _secrets;

    public AttributeMap Mark(AttributeMap root) => Mark(root, "", secret: false);

    /// <summary>Marks what is written out; <c>${env:NAME}</c> stays as it is, until the descriptor is used.</summary>
    /// <param name="map">A part of a document, or all of it.</param>
    /// <param name="path">Where the part stands; empty for the whole.</param>
    public static AttributeMap MarkWritten(AttributeMap map, string path) => new SecretMarking(null, new DiagnosticBag()).Mark(map, path, secret: false);

    // Elsewhere names say little: a datastore's CEPH_SECRET is an id.
    private static bool IsSecret(string path, string key) =>
        KnownSecrets.Contains(key) || (SectionPattern().IsMatch(path) && IsSecretKey(key));

    /// <summary>True for a key whose name says that its value is a secret, as in <c>registry_password</c>; not for <c>passwordauthentication</c>.</summary>
    public static bool IsSecretKey(string key) => SecretKeyPattern().IsMatch(key);

    private AttributeMap Mark(AttributeMap map, string path, bool secret) => new(
        map.Entries.Select(entry => entry with
        {
            Value = Mark(entry.Value, path.Length == 0 ? entry.Key : path + "." + entry.Key, secret || IsSecret(path, entry.Key)),
        }),
        map.Position);

    private DescriptorValue Mark(DescriptorValue value, string path, bool secret) => value switch
    {
        AttributeMap map => Mark(map, path, secret),
        DescriptorList list => new DescriptorList(
            list.Items.Select((item, i) => Mark(item, FormattableString.Invariant($"{path}[{i}]"), secret)).ToList(), list.Position),
        DescriptorScalar scalar => Mark(scalar, path, secret),
        _ => value,
    };

    private DescriptorScalar Mark(DescriptorScalar scalar, string path, bool secret)
    {
        var text = scalar.Reveal();
        if (!scalar.IsSecret && scalar.Kind == ScalarKind.String && text.Contains("${env:", StringComparison.Ordinal))
        {
            if (environment is null)
                return scalar;
            scalar = FromEnvironment(scalar, environment, path);
        }
        else if (scalar.IsMasked || !(scalar.IsSecret || IsWrittenSecret(scalar, path, secret)))
        {
            return scalar;
        }
        else
        {
            scalar = scalar with { IsSecret = true };
        }

        _secrets.Add(new DescriptorSecret(path, scalar));
        return scalar;
    }

    private DescriptorScalar FromEnvironment(DescriptorScalar scalar, Func<string, string?> variables, string path)
    {
        var text = scalar.Reveal();
        if (text.Contains(Templates.TemplateText.Marker, StringComparison.Ordinal))
        {
            bag.Error("EnvironmentInTemplate", scalar.Position, path, "${env:…} and <%= … %> stand in one value; only one of them can be used.");
            return scalar with { Origin = text, IsSecret = true };
        }
        var missing = false;
        var filled = VariablePattern().Replace(text, match =>
        {
            var value = variables(match.Groups[1].Value);
            if (string.IsNullOrEmpty(value))
            {
                missing = true;
                Missing(scalar, path, match.Groups[1].Value);
            }
            return value ?? "";
        });
        if (!VariablePattern().IsMatch(text))
            bag.Error("EnvironmentNotUnderstood", scalar.Position, path, $"{Quoting.Short(text)} is not of the form ${{env:NAME}}.");
        // Nothing, so that it counts as not given.
        var kind = missing ? ScalarKind.Null : ScalarKind.String;
        return new DescriptorScalar(filled, kind, scalar.Position) { IsSecret = true, Origin = text };
    }

    private void Missing(DescriptorScalar scalar, string path, string variable)
    {
        var key = path[(path.LastIndexOf('.') + 1)..];
        if (DriverTables.IsCredential(key) || path.EndsWith(".provision.redfish.password", StringComparison.Ordinal))
            bag.Warning("EnvironmentVariableNotSet", scalar.Position, path, $"The environment variable {variable} is not set, so {key} counts as not given.");
        else
            bag.Error("EnvironmentVariableNotSet", scalar.Position, path, $"The environment variable {variable} is not set.", $"Set {variable}, or write the value out.");
    }

    private static bool IsWrittenSecret(DescriptorScalar scalar, string path, bool secret) =>
        (secret || IsPrivateKey(scalar.Reveal())) && scalar.Kind != ScalarKind.Boolean && !IsPathKey(path, scalar.Reveal());

    private static bool IsPrivateKey(string text) => text.Contains("PRIVATE KEY-----", StringComparison.Ordinal);

    // connection.private_key names a file, which is no secret; a key written out is.
    private static bool IsPathKey(string path, string text) =>
        path.EndsWith("connection.private_key", StringComparison.Ordinal) && !IsPrivateKey(text);

    [GeneratedRegex(@"\$\{env:([A-Za-z_][A-Za-z0-9_]{0,254})\}")]
    private static partial Regex VariablePattern();

    [GeneratedRegex(@"^(defaults|hosts\[\d+\])\.(provision|configuration)(\.|$)", RegexOptions.ExplicitCapture)]
    private static partial Regex SectionPattern();

    [GeneratedRegex("(^|_)(password|passwd|passphrase|secret|token|apikey|api_key|private_key|access_key)s?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex SecretKeyPattern();
}
