using System.Text;
using System.Text.Json;

namespace EdgeProvision.Engine.Providers.Http;

/// <summary>The text of a service's error body, fit to be shown: one line, no control characters, capped, without our secrets.</summary>
internal static class ErrorText
{
    private const int MaxLength = 600;

    /// <summary>The text of <c>{"error": "…"}</c> or <c>{"errors": ["…"]}</c>; null when the body is neither.</summary>
    public static string? Find(JsonElement? body, SecretFilter filter)
    {
        if (body is not { ValueKind: JsonValueKind.Object } map)
            return null;

        var texts = new List<string>();
        if (map.TryGetProperty("errors", out var errors))
            Collect(errors, texts);
        if (map.TryGetProperty("error", out var error))
            Collect(error, texts);

        // Filtered before it is cut: half a secret at the end would not be found.
        return texts.Count == 0 ? null : Clean(filter.Apply(string.Join("; ", texts)));
    }

    public static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, MaxLength) + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length >= MaxLength)
            {
                clean.Append('…');
                break;
            }

            // Format characters reverse or hide text on a terminal; they go with the control characters.
            var hidden = Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator;
            if (!hidden)
                clean.Append(rune);
            else if (clean.Length > 0 && clean[^1] != ' ')
                clean.Append(' ');
        }

        return clean.ToString().Trim();
    }

    private static void Collect(JsonElement element, List<string> texts)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String when !string.IsNullOrWhiteSpace(element.GetString()):
                texts.Add(element.GetString()!);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Collect(item, texts);
                break;
            // Redfish: codes and types stand beside what is meant for people.
            case JsonValueKind.Object when element.TryGetProperty("@Message.ExtendedInfo", out var messages) && messages.ValueKind == JsonValueKind.Array && messages.GetArrayLength() > 0:
                foreach (var message in messages.EnumerateArray())
                    Collect(message.ValueKind == JsonValueKind.Object && message.TryGetProperty("Message", out var said) ? said : message, texts);
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    Collect(property.Value, texts);
                break;
        }
    }
}
