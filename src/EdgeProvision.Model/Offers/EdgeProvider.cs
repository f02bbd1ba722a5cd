namespace EdgeProvision.Model;

/// <summary>A service that machines can be rented from. Holds no credentials, only where they come from.</summary>
public sealed record EdgeProvider
{
    /// <summary>The name that it was registered under; the driver's name for the one that the environment or a sandbox names.</summary>
    public required string Name { get; init; }

    /// <summary>The driver that speaks to it: <c>packet</c>.</summary>
    public required string Driver { get; init; }

    /// <summary>Base address of its API.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Project or account, by id or name; null for services without, or where none is named yet.</summary>
    public string? Project { get; init; }

    /// <summary>Region, or null for services without.</summary>
    public string? Region { get; init; }

    /// <summary>
    /// Where its credentials come from: <c>env:NAME</c>, <c>secret:NAME</c>, <c>secret:NAME@VAULT</c> or <c>prompt</c>, several separated by commas in
    /// the order of the driver's keys; <c>sandbox</c> for a sandbox's own.
    /// </summary>
    public required string CredentialSource { get; init; }

    /// <summary>True when it was registered by Register-EdgeProvider.</summary>
    public bool IsRegistered { get; init; }

    /// <summary>True for the emulated provider of a sandbox: nothing costs money there.</summary>
    public bool IsSandbox { get; init; }

    /// <summary>Its name: what stands for it in a text.</summary>
    public override string ToString() => Name;
}
