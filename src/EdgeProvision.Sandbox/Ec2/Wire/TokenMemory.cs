namespace EdgeProvision.Sandbox.Ec2.Wire;

/// <summary>
/// What the service remembers of client tokens: the same token with the same parameters is the same request, and is answered with what came of it, also when
/// that is long gone.
/// </summary>
internal sealed class TokenMemory<T>
    where T : class
{
    private const int LongestToken = 64;
    private readonly Dictionary<(string Token, string Place), (string Fingerprint, T? Outcome, Ec2RefusedException? Refusal)> _known = [];

    /// <summary>What the call's token has brought about before, or null.</summary>
    /// <param name="parameters">The call's.</param>
    /// <param name="place">Where the token counts, if not in the whole region: elsewhere it is another one.</param>
    /// <exception cref="Ec2RefusedException"><c>IdempotentParameterMismatch</c>, or what the earlier request was refused with.</exception>
    public T? Find(ParameterSet parameters, string place = "")
    {
        if (Token(parameters) is not { } token || !_known.TryGetValue((token, place), out var earlier))
            return null;
        if (earlier.Fingerprint != Fingerprint(parameters))
            throw new Ec2RefusedException("IdempotentParameterMismatch", "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
        return earlier.Refusal is { } refusal ? throw new Ec2RefusedException(refusal.Code, refusal.Message, refusal.Status) : earlier.Outcome;
    }

    public void Remember(ParameterSet parameters, T outcome, string place = "") => Remember(parameters, place, outcome, null);

    /// <summary>A token is spent by a refusal, too.</summary>
    public void Remember(ParameterSet parameters, Ec2RefusedException refusal, string place) => Remember(parameters, place, null, refusal);

    private void Remember(ParameterSet parameters, string place, T? outcome, Ec2RefusedException? refusal)
    {
        if (Token(parameters) is { } token)
            _known[(token, place)] = (Fingerprint(parameters), outcome, refusal);
    }

    /// <summary>The call's token, or null.</summary>
    public static string? Token(ParameterSet parameters)
    {
        if (parameters.Text("ClientToken") is not { } token)
            return null;
        return token.Length <= LongestToken && token.All(char.IsAscii)
            ? token
            : throw Ec2RefusedException.Invalid("clientToken", token, $"Expecting at most {LongestToken} ASCII characters.");
    }

    private static string Fingerprint(ParameterSet parameters) => parameters.Fingerprint("ClientToken", "DryRun");
}
