using System.Management.Automation;

namespace EdgeProvision.PowerShell.Tests.Surface;

/// <summary>One parameter in a line: its type, then for each set how it binds.</summary>
internal static class SurfaceParameter
{
    public static string Describe(ParameterMetadata parameter, int sets)
    {
        List<string> words = [SurfaceTypes.NameOf(parameter.ParameterType)];
        var bindings = parameter.ParameterSets.OrderBy(s => s.Key, StringComparer.Ordinal)
            .GroupBy(s => Binding(s.Value), s => s.Key)
            .Select(g => (Sets: string.Join(", ", g), How: g.Key)).ToList();
        var everywhere = parameter.ParameterSets.ContainsKey(ParameterAttribute.AllParameterSets) || sets == 1;
        foreach (var (names, how) in bindings.Where(b => !everywhere || b.How.Length > 0))
            words.Add(everywhere ? how : how.Length > 0 ? $"[{names}: {how}]" : $"[{names}]");
        if (parameter.IsDynamic)
            words.Add("dynamic");
        words.AddRange(parameter.Aliases.Select(a => $"alias {a}"));
        foreach (var allowed in parameter.Attributes.OfType<ValidateSetAttribute>())
            words.Add($"one of {string.Join('|', allowed.ValidValues)}");
        if (parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any())
            words.Add("wildcards");
        if (parameter.Attributes.OfType<ArgumentCompleterAttribute>().Any())
            words.Add("completed");
        return string.Join("; ", words);
    }

    private static string Binding(ParameterSetMetadata set)
    {
        List<string> words = [];
        if (set.IsMandatory)
            words.Add("mandatory");
        if (set.Position != int.MinValue)
            words.Add(FormattableString.Invariant($"position {set.Position}"));
        if (set.ValueFromPipeline)
            words.Add("from the pipeline");
        if (set.ValueFromPipelineByPropertyName)
            words.Add("from a property");
        if (set.ValueFromRemainingArguments)
            words.Add("from what remains");
        return string.Join(", ", words);
    }
}
