using System.Text;
using System.Text.Json;
using EdgeProvision.Engine.Providers.Selection;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Registry;

/// <summary>
/// Between registered providers and the text of their file. Reading is strict: a file that is rewritten would lose what was not understood.
/// </summary>
internal static class RegistryCodec
{
    private const int Version = 1;
    private static readonly JsonWriterOptions Format = new() { Indented = true, NewLine = "\n" };
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, ending in a line end.</summary>
    public static string Write(IEnumerable<RegisteredEntry> entries)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Format))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteStartArray("providers");
            foreach (var entry in entries)
                WriteEntry(json, entry);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>The entries of a file.</summary>
    /// <exception cref="EdgeException"><c>ProviderRegistryDamaged</c>, <c>ProviderRegistryVersion</c>.</exception>
    public static IReadOnlyList<RegisteredEntry> Read(byte[] content, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(Strict.GetString(content).TrimStart('\uFEFF'));
            var root = document.RootElement;
            if (Number(root, "version") is var version && version != Version)
                throw OtherVersion(path, version);
            var entries = Members(root, "version", "providers").GetValueOrDefault("providers") is { ValueKind: JsonValueKind.Array } list
                ? list.EnumerateArray().Select(ReadEntry).ToList()
                : throw new FormatException("it has no list 'providers'");
            return entries.Select(e => e.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() == entries.Count
                ? entries
                : throw new FormatException("a name stands in it twice");
        }
        catch (JsonException error)
        {
            throw Damaged(path, FormattableString.Invariant($"it is no JSON from line {error.LineNumber + 1} on"));
        }
        catch (DecoderFallbackException)
        {
            throw Damaged(path, "it is no UTF-8 text");
        }
        catch (FormatException error)
        {
            throw Damaged(path, error.Message);
        }
    }

    private static void WriteEntry(Utf8JsonWriter json, RegisteredEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("name", entry.Name);
        json.WriteString("driver", entry.Driver);
        json.WriteString("endpoint", entry.Endpoint.AbsoluteUri);
        if (entry.Project is not null)
            json.WriteString("project", entry.Project);
        if (entry.Region is not null)
            json.WriteString("region", entry.Region);
        json.WriteStartObject("credentials");
        foreach (var (key, reference) in entry.Credentials)
            json.WriteString(key, reference.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static RegisteredEntry ReadEntry(JsonElement item)
    {
        var members = Members(item, "name", "driver", "endpoint", "project", "region", "credentials");
        var name = Text(members, "name") ?? throw new FormatException("a provider in it has no name");
        var endpoint = Text(members, "endpoint") ?? throw new FormatException($"the provider '{Shown(name)}' has no endpoint");
        var credentials = members.GetValueOrDefault("credentials") is { ValueKind: JsonValueKind.Object } map
            ? map.EnumerateObject().ToDictionary(p => p.Name, p => Reference(p.Value, name), StringComparer.Ordinal)
            : throw new FormatException($"the provider '{Shown(name)}' does not say where its credentials come from");
        return new RegisteredEntry(
            name, Text(members, "driver") ?? throw new FormatException($"the provider '{Shown(name)}' has no driver"),
            Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0
                ? address
                : throw new FormatException($"the endpoint of '{Shown(name)}' is no address that can be used"),
            GivenValue.Of(Text(members, "project")), GivenValue.Of(Text(members, "region")), credentials);
    }

    // What stands there instead may be a credential that somebody wrote in by hand: it is not shown.
    private static CredentialReference Reference(JsonElement value, string name) =>
        CredentialReference.Find(value.ValueKind == JsonValueKind.String ? value.GetString() : null)
        ?? throw new FormatException($"a credential of '{Shown(name)}' is no reference ({CredentialReference.Forms})");

    private static Dictionary<string, JsonElement> Members(JsonElement item, params ReadOnlySpan<string> known)
    {
        if (item.ValueKind != JsonValueKind.Object)
            throw new FormatException("something in it is no object");
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in item.EnumerateObject())
        {
            if (!known.Contains(member.Name) || !members.TryAdd(member.Name, member.Value))
                throw new FormatException($"the key '{Shown(member.Name)}' is unknown or stands twice");
        }

        return members;
    }

    private static string? Text(Dictionary<string, JsonElement> members, string key) =>
        !members.TryGetValue(key, out var value) ? null
        : value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && !text.Any(char.IsControl) ? text
        : throw new FormatException($"a '{key}' in it is no text");

    private static int? Number(JsonElement root, string key) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw new FormatException("it does not say its version");

    private static string Shown(string text) => Http.ErrorText.Clean(text);

    private static EdgeException OtherVersion(string path, int? version) =>
        new("ProviderRegistryVersion", ErrorKind.NotSupported, FormattableString.Invariant($"The list of registered providers in {path} has version {version}, and this version of EdgeProvision reads version {Version}. It was left as it is."))
        {
            Target = path,
            RecommendedAction = "Use the version of EdgeProvision that wrote it, or a newer one.",
        };

    private static EdgeException Damaged(string path, string why) =>
        new("ProviderRegistryDamaged", ErrorKind.InvalidInput, $"The list of registered providers in {path} cannot be read: {why}. It was left as it is.")
        {
            Target = path,
            RecommendedAction = "Correct the file, or move it away and register the providers again.",
        };
}
