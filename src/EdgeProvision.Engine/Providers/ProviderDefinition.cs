using EdgeProvision.Engine.Providers.Budgets;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers;

/// <summary>
/// What has to be known of a driver before it is opened: one per driver, in the driver's folder. Keys are descriptor keys; the environment
/// variable and the sandbox's attribute of a key are the same word in capitals.
/// </summary>
/// <param name="Name">The driver's name in descriptors.</param>
internal sealed record ProviderDefinition(string Name)
{
    /// <summary>False for machines that stand already: there is nothing to speak to but what plays them in a sandbox, and no endpoint, project or credential to find.</summary>
    public bool HasService { get; init; } = true;

    /// <summary>Descriptor key of the endpoint: <c>packet_endpoint</c>.</summary>
    public required string EndpointKey { get; init; }

    /// <summary>Descriptor keys of the credentials, all needed: <c>packet_token</c>.</summary>
    public required IReadOnlyList<string> SecretKeys { get; init; }

    /// <summary>Descriptor key of the project or account, which is then needed; null for services without.</summary>
    public string? ProjectKey { get; init; }

    /// <summary>Descriptor key of the region, which is then needed; null for services without.</summary>
    public string? RegionKey { get; init; }

    /// <summary>Attribute of a sandbox with the regions that it plays, separated by commas; the first is the one for whoever names none.</summary>
    public string? SandboxRegions { get; init; }

    /// <summary>The service's own address in a region, for whoever gives no endpoint; null for services without.</summary>
    public Func<string, string>? RegionalEndpoint { get; init; }

    /// <summary>
    /// Where the driver looks for credentials by itself when none are given, in words; null where they have to be given.
    /// </summary>
    public string? OwnCredentials { get; init; }

    /// <summary>
    /// True where the driver itself makes what keeps others out of a machine, and lets in what the descriptor names: of the keys of a host's provision section, in lower case.
    /// </summary>
    public Func<IReadOnlyCollection<string>, bool> KeepsOthersOut { get; init; } = static _ => false;

    /// <summary>
    /// True where a machine's public address is lent to it for as long as it runs, so that it comes back under another one: of the keys of a host's provision section, in lower case.
    /// </summary>
    public Func<IReadOnlyCollection<string>, bool> LendsAddress { get; init; } = static _ => false;

    /// <summary>
    /// Role variables that follow from where a machine is rented, unless the descriptor sets them: of the keys of a host's provision section, in lower case.
    /// </summary>
    public Func<IReadOnlyCollection<string>, IReadOnlyDictionary<string, object?>> HostVariables { get; init; } = static _ => new Dictionary<string, object?>();

    /// <summary>Distribution and version that a word for an image names, where the service has a way of its own to write them; null for a word that does not say.</summary>
    public Func<string, (string Distribution, string Version)?> SystemOfImage { get; init; } = static _ => null;

    /// <summary>True for a word for an image that can say nothing of what is in it: an id.</summary>
    public Func<string, bool> IsImageId { get; init; } = static _ => false;

    /// <summary>A sentence for whoever gave no endpoint.</summary>
    public string? EndpointRemark { get; init; }

    /// <summary>How fast the service may be asked.</summary>
    public required BudgetRate Rate { get; init; }

    /// <summary>Makes the driver; sends nothing.</summary>
    public required Func<ProviderSettings, RestOptions, RequestBudget, HttpMessageInvoker, IProviderDriver> Open { get; init; }
}
