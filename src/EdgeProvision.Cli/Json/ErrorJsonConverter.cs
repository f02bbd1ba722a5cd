using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Json;

/// <summary>An error as programs want it: its stable code beside its words. Of a descriptor, everything that is wrong with it.</summary>
internal sealed class ErrorJsonConverter : JsonConverter<EdgeException>
{
    public override EdgeException Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Errors are written only.");

    public override void Write(Utf8JsonWriter writer, EdgeException value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("code", value.Code);
        writer.WriteString("kind", value.Kind.ToString());
        writer.WriteString("message", value.Message);
        writer.WriteString("target", value.Target);
        writer.WriteString("recommendedAction", value.RecommendedAction);
        if (value is DescriptorException descriptor)
        {
            writer.WritePropertyName("diagnostics");
            JsonSerializer.Serialize(writer, descriptor.Diagnostics, options);
        }

        writer.WriteEndObject();
    }
}
