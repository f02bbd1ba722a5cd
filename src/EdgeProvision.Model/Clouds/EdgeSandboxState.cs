namespace EdgeProvision.Model;

/// <summary>What becomes of a sandbox.</summary>
public enum EdgeSandboxState
{
    /// <summary>Its process lives, and it is not ready yet, or not any more.</summary>
    Changing,

    /// <summary>It can be used.</summary>
    Running,

    /// <summary>Its process is no more, and what it has left stands: stopping the sandbox removes it.</summary>
    Died,
}
