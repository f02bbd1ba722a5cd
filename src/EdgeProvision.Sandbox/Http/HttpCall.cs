namespace EdgeProvision.Sandbox.Http;

/// <summary>One request as it came in. Header names compare without case; <paramref name="Query"/> has no question mark.</summary>
public sealed record HttpCall(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body);
