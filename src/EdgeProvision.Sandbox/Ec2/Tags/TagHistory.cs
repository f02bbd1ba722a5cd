namespace EdgeProvision.Sandbox.Ec2.Tags;

/// <summary>The tags of a resource, with those that it had before: a list that lags shows these.</summary>
internal sealed class TagHistory
{
    private static readonly IReadOnlyDictionary<string, string> None = new SortedDictionary<string, string>(StringComparer.Ordinal);
    private readonly List<(DateTimeOffset Since, IReadOnlyDictionary<string, string> Tags)> _versions = [];

    public IReadOnlyDictionary<string, string> Now => _versions.Count == 0 ? None : _versions[^1].Tags;

    public IReadOnlyDictionary<string, string> At(DateTimeOffset moment) => _versions.FindLast(version => version.Since <= moment).Tags ?? None;

    public void Set(IReadOnlyDictionary<string, string> tags, DateTimeOffset now) =>
        _versions.Add((now, new SortedDictionary<string, string>(tags.ToDictionary(), StringComparer.Ordinal)));

    /// <summary>As purchases and tests show them: <c>key=value</c>.</summary>
    public IReadOnlyList<string> Texts() => [.. Now.Select(tag => $"{tag.Key}={tag.Value}")];
}
