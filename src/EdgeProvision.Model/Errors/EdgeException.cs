namespace EdgeProvision.Model;

/// <summary>
/// The one exception that the engine throws on purpose. Its message says what was attempted, on what, and what the answer was;
/// <see cref="RecommendedAction"/> says what to do next. It never contains a secret.
/// </summary>
public class EdgeException : Exception
{
    /// <summary>Makes an error.</summary>
    /// <param name="code">A stable identifier in PascalCase, for example <c>DescriptorInvalid</c>: the error id in PowerShell.</param>
    /// <param name="kind">What sort of failure it is.</param>
    /// <param name="message">One or more complete sentences for the user.</param>
    /// <param name="innerException">The cause, whose message is not repeated in <paramref name="message"/>.</param>
    public EdgeException(string code, ErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        Kind = kind;
    }

    /// <summary>A stable identifier in PascalCase, for example <c>ProviderTokenRefused</c>.</summary>
    public string Code { get; }

    /// <summary>What sort of failure it is.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The thing it happened to: a file, a host, an address. May be null.</summary>
    public string? Target { get; init; }

    /// <summary>True when the same request may succeed later.</summary>
    public bool IsTransient { get; init; }

    /// <summary>
    /// True when it is about the one host that is its target, and was found out before anything was changed: what was asked for can be done to other hosts without it.
    /// </summary>
    public bool ConcernsOneHost { get; init; }

    /// <summary>How long the other side asked to wait before the next attempt (<c>Retry-After</c>), if it did.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the user can do about it, in imperative sentences. May be null.</summary>
    public string? RecommendedAction { get; init; }
}
