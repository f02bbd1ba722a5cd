using EdgeProvision.Model;

namespace EdgeProvision.Cli.Terminals;

/// <summary>Errors as the original prints them: <c>ERROR: what failed</c>, then the detail, then what to do about it.</summary>
internal static class ErrorText
{
    /// <summary>Every message about a descriptor begins with it.</summary>
    public const string Configuration = "There is an error in your configuration file: ";

    public static string Of(EdgeException error) => "ERROR: " + (error is DescriptorException descriptor ? Describe(descriptor) : Describe(error));

    /// <summary>A step that failed: its own words, then why.</summary>
    public static string Of(StepFailure failure, string? stepText) => $"ERROR: {Title(failure, stepText)}\n{Describe(failure.Error)}";

    /// <summary>The same where the user has asked to go on regardless.</summary>
    public static string Skipped(StepFailure failure, string? stepText) => $"{Title(failure, stepText)} (skipped)\n{Describe(failure.Error)}";

    private static string Title(StepFailure failure, string? stepText) =>
        $"{(failure.HostId is { } id ? $"HOST {id}: " : "")}{stepText ?? failure.Target}: failed";

    private static string Describe(EdgeException error)
    {
        List<string> lines = [error.Message];
        for (var inner = error.InnerException; inner is not null; inner = inner.InnerException)
        {
            // Outer messages often have the cause in them already.
            if (inner.Message.Length > 0 && !lines.Any(line => line.Contains(inner.Message, StringComparison.Ordinal)))
                lines.Add(inner.Message);
        }

        if (error.RecommendedAction is { } action)
            lines.Add(action);
        return string.Join('\n', lines);
    }

    private static string Describe(DescriptorException error) =>
        string.Join('\n', [Configuration + error.Target, .. error.Diagnostics.Select(d => d.ToString()), .. error.RecommendedAction is { } action ? [action] : Array.Empty<string>()]);
}
