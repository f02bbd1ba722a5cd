namespace EdgeProvision.Engine.Requests;

/// <summary>Adopt a provision that another tool has made: from then on it is one of this engine's. Nothing on its hosts is changed.</summary>
/// <param name="Provision">Name or UUID.</param>
public sealed record ImportRequest(string Provision) : OperationRequest
{
    /// <summary>
    /// Fingerprints (<c>SHA256:…</c>) of the SSH host keys that are right; when it has any, a host that shows another key is an error. With none, whoever can be asked is asked.
    /// </summary>
    public IReadOnlyList<string> AcceptedHostKeys { get; init; } = [];

    /// <summary>The plan that names the keys has been looked at: they are taken without a further question.</summary>
    public bool AreKeysLookedAt { get; init; }

    /// <summary>The keys that the hosts showed when the plan was made, by OpenNebula id: those, and no others, are what was agreed to. Null before they were looked at.</summary>
    internal IReadOnlyDictionary<int, string>? ShownKeys { get; init; }
}
