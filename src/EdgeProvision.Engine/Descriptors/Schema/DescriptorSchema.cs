using System.Text;
using System.Text.Json;

namespace EdgeProvision.Engine.Descriptors.Schema;

/// <summary>
/// Writes the JSON schema of descriptors (draft 7) from the tables by which they are checked, so that editors complete and check what the loader
/// takes. The loader checks more: what depends on the driver, on other values and on files.
/// </summary>
public static class DescriptorSchema
{
    private static readonly JsonWriterOptions Format = new() { Indented = true, NewLine = "\n" };

    /// <summary>The schema, ending in a line end.</summary>
    public static string Generate()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Format))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
            json.WriteString("title", "EdgeProvision descriptor");
            json.WriteString("description", "What an edge cloud on rented servers should be.");
            WriteTable(json, KeyTables.Top, required: false);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteTable(Utf8JsonWriter json, KeyTable table, bool required = true)
    {
        // A section whose keys are all commented out reads as nothing.
        WriteTypes(json, required ? ["object", "null"] : ["object"]);
        json.WriteStartObject("properties");
        foreach (var rule in table.Rules.Where(rule => !rule.NotYet))
        {
            json.WriteStartObject(rule.Name);
            json.WriteString("description", rule.Means is null ? rule.Description : $"{rule.Description} Write {rule.Means}.");
            WriteType(json, rule);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        if (table.Closed)
            json.WriteBoolean("additionalProperties", false);
        var must = table.Rules.Where(rule => rule.Required).ToList();
        // A file that others extend need not be complete.
        if (required && must.Count > 0)
        {
            json.WriteStartArray("required");
            foreach (var rule in must)
                json.WriteStringValue(rule.Name);
            json.WriteEndArray();
        }
    }

    private static void WriteType(Utf8JsonWriter json, KeyRule rule)
    {
        switch (rule.Type)
        {
            case KeyType.Map:
                WriteTable(json, rule.Table!);
                break;
            case KeyType.Maps:
                WriteTypes(json, "array", "null");
                json.WriteStartObject("items");
                WriteTable(json, rule.Table!);
                json.WriteEndObject();
                break;
            case KeyType.TextOrList:
                WriteTypes(json, "string", "number", "boolean", "array");
                json.WriteStartObject("items");
                WriteTypes(json, "string", "number", "boolean");
                json.WriteEndObject();
                break;
            case KeyType.Integer:
                // A string may hold the number, a template or ${env:NAME}.
                WriteTypes(json, "integer", "string");
                if (rule.Minimum is { } least)
                    json.WriteNumber("minimum", least);
                if (rule.Maximum is { } most)
                    json.WriteNumber("maximum", most);
                break;
            case KeyType.Boolean:
                WriteTypes(json, "boolean", "string", "integer");
                break;
            case KeyType.Text when rule.Allowed is { } allowed:
                json.WriteStartArray("enum");
                foreach (var value in rule.IgnoresCase ? allowed.Concat(allowed.Select(OtherCase)) : allowed)
                    json.WriteStringValue(value);
                json.WriteEndArray();
                break;
            case KeyType.Text:
                WriteTypes(json, "string", "number", "boolean", "null");
                break;
        }
    }

    private static string OtherCase(string word) => word.ToUpperInvariant() is var capitals && capitals != word ? capitals : word.ToLowerInvariant();

    private static void WriteTypes(Utf8JsonWriter json, params ReadOnlySpan<string> types)
    {
        json.WriteStartArray("type");
        foreach (var type in types)
            json.WriteStringValue(type);
        json.WriteEndArray();
    }
}
