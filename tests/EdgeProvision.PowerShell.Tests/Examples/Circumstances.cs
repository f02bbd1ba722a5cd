namespace EdgeProvision.PowerShell.Tests.Examples;

/// <summary>What a documented script needs that others do not. Without any, it runs in the standard world, is asked nothing and ends without an error.</summary>
internal sealed record Circumstances
{
    /// <summary>Where it is run instead, word for word: the name of a test class.</summary>
    public string? RunBy { get; init; }

    /// <summary>What the reader has done before, in the same session.</summary>
    public string? Before { get; init; }

    /// <summary>What has happened to the world meanwhile.</summary>
    public Func<ExampleWorld, Task>? Given { get; init; }

    /// <summary>The provision is not there yet.</summary>
    public bool NothingStands { get; init; }

    /// <summary>The configuration of the provision's first host has failed.</summary>
    public bool FirstHostFailed { get; init; }

    /// <summary>It starts and stops real sandboxes.</summary>
    public bool OwnSandbox { get; init; }

    /// <summary>The answer to each question that it asks.</summary>
    public string? Answer { get; init; }

    /// <summary>What is typed where it asks for a secret.</summary>
    public string? Secret { get; init; }

    /// <summary>The ids of the errors that it is there to show.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];
}
