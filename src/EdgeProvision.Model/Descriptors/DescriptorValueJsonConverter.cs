using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeProvision.Model;

/// <summary>
/// JSON of descriptor values: a scalar is <c>{"kind":"Integer","text":"5"}</c>, a list an array, a map <c>{"entries":[{"key":…,"value":…}]}</c>,
/// since the order of keys matters. A secret is written as a mask, so it is read back as not given; positions are not kept.
/// </summary>
public sealed class DescriptorValueJsonConverter : JsonConverter<DescriptorValue>
{
    private static readonly DescriptorPosition Nowhere = new(null, 0, 0);

    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => typeof(DescriptorValue).IsAssignableFrom(typeToConvert);

    /// <inheritdoc/>
    public override DescriptorValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Read(document.RootElement);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DescriptorValue value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case DescriptorScalar scalar:
                WriteScalar(writer, scalar);
                break;
            case DescriptorList list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                    Write(writer, item, options);
                writer.WriteEndArray();
                break;
            case AttributeMap map:
                writer.WriteStartObject();
                writer.WriteStartArray("entries");
                foreach (var entry in map.Entries)
                {
                    writer.WriteStartObject();
                    writer.WriteString("key", entry.Key);
                    writer.WritePropertyName("value");
                    Write(writer, entry.Value, options);
                    writer.WriteEndObject();
                }
                writer.WriteEndArray();
                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter writer, DescriptorScalar scalar)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", scalar.Kind.ToString());
        writer.WriteString("text", scalar.Text);
        if (scalar.IsSecret)
        {
            writer.WriteBoolean("secret", true);
            if (scalar.Origin is not null)
                writer.WriteString("origin", scalar.Origin);
        }
        writer.WriteEndObject();
    }

    private static DescriptorValue Read(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return new DescriptorList(element.EnumerateArray().Select(Read).ToList(), Nowhere);
        if (element.TryGetProperty("entries", out var entries))
        {
            return new AttributeMap(
                entries.EnumerateArray().Select(e => new AttributeEntry(e.GetProperty("key").GetString()!, Read(e.GetProperty("value")), Nowhere)),
                Nowhere);
        }
        return new DescriptorScalar(element.GetProperty("text").GetString()!, Enum.Parse<ScalarKind>(element.GetProperty("kind").GetString()!), Nowhere)
        {
            IsSecret = element.TryGetProperty("secret", out var secret) && secret.GetBoolean(),
            Origin = element.TryGetProperty("origin", out var origin) ? origin.GetString() : null,
        };
    }
}
