namespace EdgeProvision.Engine.Providers.Http;

/// <summary>Takes known secrets out of text that somebody else wrote: services echo tokens in their errors.</summary>
internal sealed class SecretFilter
{
    // Shorter than this, a "secret" is an everyday word, and hiding it would make errors unreadable.
    private const int ShortestSecret = 4;

    private readonly string[] secrets;

    public SecretFilter(IEnumerable<string> secrets) =>
        this.secrets = [.. secrets.Where(s => s.Length >= ShortestSecret)
            .SelectMany(s => new[] { s, Uri.EscapeDataString(s) }).Distinct().OrderByDescending(s => s.Length)];

    public string Apply(string text) =>
        secrets.Aggregate(text, (current, secret) => current.Replace(secret, "***", StringComparison.OrdinalIgnoreCase));
}
