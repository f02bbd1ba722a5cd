using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Plans;

/// <summary>A plan as a file: JSON with the number of its format first.</summary>
public static class PlanDocument
{
    private const int Format = 1;
    private const int MostCharacters = 16 * 1024 * 1024;

    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private sealed record Envelope(int EdgePlanFormat, Plan Plan);

    /// <summary>Writes a plan.</summary>
    public static string Write(Plan plan) => JsonSerializer.Serialize(new Envelope(Format, plan), s_options) + "\n";

    /// <summary>Reads a plan.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="name">The file, for errors.</param>
    /// <exception cref="EdgeException"><c>PlanUnreadable</c>.</exception>
    public static Plan Read(string text, string name)
    {
        if (text.Length > MostCharacters)
            throw PlanRequests.Unreadable(name, $"{name} is longer than any plan");
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty(nameof(Envelope.EdgePlanFormat), out var format))
                throw PlanMistake.IsDescriptor(text) ? PlanMistake.Descriptor(name) : PlanRequests.Unreadable(name, $"{name} is not a plan");
            if (!format.TryGetInt32(out var number) || number != Format)
                throw PlanRequests.Unreadable(name, $"{name} has format {format}, and this version reads format {Format}");
            return json.RootElement.Deserialize<Envelope>(s_options)!.Plan;
        }
        catch (JsonException error)
        {
            if (PlanMistake.IsDescriptor(text))
                throw PlanMistake.Descriptor(name);
            throw PlanRequests.Unreadable(name, text.AsSpan().TrimStart().StartsWith("{", StringComparison.Ordinal)
                ? FormattableString.Invariant($"{name} is damaged at line {error.LineNumber + 1}, character {error.BytePositionInLine + 1}")
                : $"{name} is not a plan, or it is damaged: a plan is JSON");
        }
        catch (InvalidOperationException)
        {
            throw PlanRequests.Unreadable(name, $"{name} is not a plan");
        }
    }
}
