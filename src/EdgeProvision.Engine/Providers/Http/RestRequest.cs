namespace EdgeProvision.Engine.Providers.Http;

/// <summary>One call to a provider.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path below the endpoint, without a leading slash, segments already escaped; may carry a query.</param>
/// <param name="Attempted">What it is for, as the infinitive in "Could not …": <c>list the devices of provision X</c>.</param>
/// <param name="Target">What it is about: a device id, a host name.</param>
/// <param name="Repeat">When it is sent again.</param>
/// <param name="Body">JSON, or null.</param>
internal sealed record RestRequest(HttpMethod Method, string Path, string Attempted, string Target, RepeatRule Repeat, byte[]? Body = null)
{
    /// <summary>True when it may change something: then the gate is asked first.</summary>
    public bool IsWrite => Method != HttpMethod.Get && Method != HttpMethod.Head;

    /// <summary>True when the caller's token is not to end it once it is on its way; the answer is awaited for the grace period.</summary>
    public bool OutlivesCancellation { get; init; }

    public static RestRequest Read(string path, string attempted, string target) => new(HttpMethod.Get, path, attempted, target, RepeatRule.Always);

    public static RestRequest Delete(string path, string attempted, string target) => new(HttpMethod.Delete, path, attempted, target, RepeatRule.Always);
}
