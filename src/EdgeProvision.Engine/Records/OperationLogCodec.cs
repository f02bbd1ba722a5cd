using System.Text.Json;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Records;

/// <summary>The last operations as JSON, capped in number and in size: the record is a row in OpenNebula's database.</summary>
public static class OperationLogCodec
{
    private const int KeptOperations = 10;
    private const int KeptCharacters = 256 * 1024;
    private const int KeptErrorCharacters = 500;

    /// <summary>Writes the newest operations, and the newest of each verb besides, since what remains of a run is told from earlier ones of its kind; older timelines go first when it grows too large, the newest one's dependencies before its steps.</summary>
    public static string Write(IReadOnlyList<Operation> operations)
    {
        var newestOfVerb = operations.Select((operation, index) => (operation.Verb, index)).GroupBy(o => o.Verb).Select(g => g.Last().index).ToHashSet();
        var kept = operations.Where((_, index) => index >= operations.Count - KeptOperations || newestOfVerb.Contains(index)).Select(Shorten).ToList();
        var text = JsonSerializer.Serialize(kept, OperationLogJson.Default.ListOperation);
        for (var i = 0; i < kept.Count - 1 && text.Length > KeptCharacters; i++)
            text = With(kept, i, []);
        if (text.Length > KeptCharacters)
            text = With(kept, kept.Count - 1, [.. kept[^1].Steps.Select(s => s with { DependsOn = null })]);
        return text.Length > KeptCharacters ? With(kept, kept.Count - 1, []) : text;
    }

    /// <summary>Reads them, oldest first. What cannot be read is an empty log: it is a log, nothing rests on it.</summary>
    public static IReadOnlyList<Operation> Read(string text)
    {
        if (text.Length == 0)
            return [];
        try
        {
            // Nothing says that an array has no null in it, or that a list is one.
            return [.. (JsonSerializer.Deserialize(text, OperationLogJson.Default.ListOperation) ?? []).OfType<Operation>().Select(WithSteps)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static Operation WithSteps(Operation operation) =>
        operation with { Steps = operation.Steps is { } steps ? [.. steps.OfType<OperationStep>().Where(s => s is { Id: not null, Text: not null }).Select(WithDependencies)] : [] };

    private static OperationStep WithDependencies(OperationStep step) =>
        step.DependsOn is { } ids && ids.Any(id => id is null) ? step with { DependsOn = [.. ids.OfType<string>()] } : step;

    private static string With(List<Operation> operations, int index, IReadOnlyList<OperationStep> steps)
    {
        operations[index] = operations[index] with { Steps = steps };
        return JsonSerializer.Serialize(operations, OperationLogJson.Default.ListOperation);
    }

    private static Operation Shorten(Operation operation) => operation with
    {
        Steps = [.. operation.Steps.Select(s => s.Error is { Length: > KeptErrorCharacters } error ? s with { Error = error[..KeptErrorCharacters] + " …" } : s)],
    };
}
