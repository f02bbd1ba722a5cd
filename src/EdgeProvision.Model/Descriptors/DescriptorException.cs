namespace EdgeProvision.Model;

/// <summary>A descriptor cannot be used. All that is wrong with it is in <see cref="Diagnostics"/>; nothing has been created.</summary>
public sealed class DescriptorException : EdgeException
{
    /// <summary>Makes the error from what was found.</summary>
    /// <param name="source">The descriptor's file, or <c>null</c>.</param>
    /// <param name="diagnostics">Errors and warnings, in the order of the document; at least one error.</param>
    public DescriptorException(string? source, IReadOnlyList<Diagnostic> diagnostics)
        : base("DescriptorInvalid", ErrorKind.InvalidInput, Describe(diagnostics))
    {
        Diagnostics = diagnostics;
        Target = source;
        RecommendedAction = "Correct the descriptor and run the command again. Nothing has been changed.";
    }

    /// <summary>Errors and warnings, in the order of the document.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    private static string Describe(IReadOnlyList<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        var head = errors.Count == 1 ? "The descriptor has an error:" : FormattableString.Invariant($"The descriptor has {errors.Count} errors:");
        return string.Join('\n', errors.Select(e => e.ToString()).Prepend(head));
    }
}
