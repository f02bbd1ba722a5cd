using System.Text.RegularExpressions;

namespace EdgeProvision.PowerShell.Tests.Examples;

/// <summary>What a documented script needs that others do not. Without any, it runs in the standard world, is asked nothing and ends without an error.</summary>
internal sealed partial record Circumstances
{
    /// <summary>Where it is run instead, word for word: the name of a test class.</summary>
    public string? RunBy { get; init; }

    /// <summary>What stands when it begins.</summary>
    public WorldKind World { get; init; }

    /// <summary>What has happened to that world meanwhile.</summary>
    public Func<ExampleWorld, Task>? Given { get; init; }

    /// <summary>What the reader has done before, in the same session.</summary>
    public string? Before { get; init; }

    /// <summary>It starts and stops real sandboxes.</summary>
    public bool StartsSandboxes { get; init; }

    /// <summary>The answer to each question that it asks.</summary>
    public string? Answer { get; init; }

    /// <summary>What is typed where it asks for a secret.</summary>
    public string? Secret { get; init; }

    /// <summary>The ids of the errors that it is there to show.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>It uses what there is once for all that this process runs: the environment, the user's settings, the names of sandboxes.</summary>
    public bool IsAlone(DocumentedScript script) => StartsSandboxes || SharedThings().IsMatch(script.Code + "\n" + Before);

    [GeneratedRegex(@"-EdgeProvider\b|\$env:|Connect-EdgeCloud$", RegexOptions.Multiline)]
    private static partial Regex SharedThings();
}
