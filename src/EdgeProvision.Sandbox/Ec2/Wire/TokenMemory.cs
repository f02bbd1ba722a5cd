namespace EdgeProvision.Sandbox.Ec2.Wire;

/// <summary>
/// What the service remembers of client tokens: the same token with the same parameters is the same request, and is answered with what came of it, also when
/// that is long gone. A request that was refused leaves its token free.
/// </summary>
internal sealed class TokenMemory<T>
    where T : class
{
    private const int LongestToken = 64;
    private readonly Dictionary<string, (string Fingerprint, T Outcome)> _known = [];

    /// <summary>What the call's token has brought about before, or null.</summary>
    /// <exception cref="Ec2RefusedException"><c>IdempotentParameterMismatch</c>.</exception>
    public T? Find(ParameterSet parameters)
    {
        if (Token(parameters) is not { } token || !_known.TryGetValue(token, out var earlier))
            return null;
        return earlier.Fingerprint == Fingerprint(parameters)
            ? earlier.Outcome
            : throw new Ec2RefusedException("IdempotentParameterMismatch", "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
    }

    public void Remember(ParameterSet parameters, T outcome)
    {
        if (Token(parameters) is { } token)
            _known[token] = (Fingerprint(parameters), outcome);
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
