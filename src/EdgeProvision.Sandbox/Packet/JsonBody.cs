using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>The JSON object of a request. Wrong types are collected, so that one answer names them all.</summary>
internal sealed class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private readonly JsonObject _object;

    private JsonBody(JsonObject body) => _object = body;

    /// <summary>What is wrong with it so far.</summary>
    public List<string> Errors { get; } = [];

    /// <exception cref="PacketRefusedException">The body is no JSON object.</exception>
    public static JsonBody Read(HttpCall call)
    {
        try
        {
            if (JsonNode.Parse(call.Body, documentOptions: Strict) is JsonObject body)
            {
                ReadTexts(body);
                return new JsonBody(body);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Said below, like a body that is some other JSON.
        }

        throw new PacketRefusedException(400, "The request body is not valid JSON");
    }

    public bool Has(string name) => _object[name] is not null;

    /// <summary>Whether the member stands there, be it as null.</summary>
    public bool Names(string name) => _object.ContainsKey(name);

    public JsonNode? Node(string name) => _object[name];

    public string? Text(string name)
    {
        switch (_object[name])
        {
            case null:
                return null;
            case JsonValue value when value.TryGetValue<string>(out var text):
                return text;
            default:
                Errors.Add($"{name} must be a string");
                return null;
        }
    }

    public bool Flag(string name)
    {
        switch (_object[name])
        {
            case null:
                return false;
            case JsonValue value when value.TryGetValue<bool>(out var flag):
                return flag;
            default:
                Errors.Add($"{name} must be a boolean");
                return false;
        }
    }

    /// <summary>A whole number; the original sends it as text.</summary>
    public int? Number(string name)
    {
        switch (_object[name])
        {
            case null:
                return null;
            case JsonValue value when value.TryGetValue<int>(out var number):
                return number;
            case JsonValue value when value.TryGetValue<string>(out var text) && int.TryParse(text, out var parsed):
                return parsed;
            default:
                Errors.Add($"{name} must be an integer");
                return null;
        }
    }

    public IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        if (_object[name] is not { } node)
            return texts;
        if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                if (item is JsonValue value && value.TryGetValue<string>(out var text))
                    texts.Add(text);
                else
                    Errors.Add($"{name} must be an array of strings");
            }
        }
        else
        {
            Errors.Add($"{name} must be an array of strings");
        }

        return texts;
    }

    /// <exception cref="PacketRefusedException">Something was wrong.</exception>
    public void ThrowIfWrong()
    {
        if (Errors.Count > 0)
            throw new PacketRefusedException(422, [.. Errors.Distinct()]);
    }

    // Half a surrogate pair is found only when its text is read, wherever that may be.
    private static void ReadTexts(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            foreach (var (_, member) in members)
                ReadTexts(member);
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
                ReadTexts(item);
        }
        else if (node is JsonValue value)
        {
            _ = value.TryGetValue<string>(out _);
        }
    }
}
