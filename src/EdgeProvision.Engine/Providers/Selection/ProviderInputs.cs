namespace EdgeProvision.Engine.Providers.Selection;

/// <summary>Every place where a provider's endpoint and credentials may stand.</summary>
/// <param name="Driver">The driver's name.</param>
public sealed record ProviderInputs(string Driver)
{
    /// <summary>The key by which a parameter or a descriptor names a registered provider.</summary>
    public const string RegisteredNameKey = "provider";

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    /// <summary>Parameters of the command, by descriptor key.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = Nothing;

    /// <summary>What the provision's record says of this driver, or null while there is none.</summary>
    public RecordedDriver? Record { get; init; }

    /// <summary>The evaluated <c>provision</c> section of the descriptor given to this command, keys in lower case.</summary>
    public IReadOnlyDictionary<string, string> Descriptor { get; init; } = Nothing;

    /// <summary>Where a key stands (<c>fosdem.yaml:9:5</c>), or null when it does not.</summary>
    public Func<string, string?> Place { get; init; } = static _ => null;

    /// <summary>Credentials stored with this provision, by descriptor key.</summary>
    public IReadOnlyDictionary<string, string> Stored { get; init; } = Nothing;

    /// <summary>Looks up an environment variable.</summary>
    public Func<string, string?> Environment { get; init; } = static _ => null;

    /// <summary>The registered provider that is to be used, or null.</summary>
    public RegisteredProvider? Registered { get; init; }

    /// <summary>The attributes of <c>EDGEPROVISION_SANDBOX</c> of this front-end; null when it is not a sandbox.</summary>
    public IReadOnlyDictionary<string, string>? Sandbox { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"places to look for {Driver}";
}
