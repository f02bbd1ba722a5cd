using EdgeProvision.Cli.Json;
using EdgeProvision.Cli.Terminals;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Parsing;

/// <summary>How a command runs: how much it says, whether it asks, what it does about failures.</summary>
internal sealed record Modes
{
    public LogLevel Level { get; init; }

    /// <summary>Nobody is asked.</summary>
    public bool Batch { get; init; }

    /// <summary>How often a failed step is tried again, or null when that was not given.</summary>
    public int? Retries { get; init; }

    public bool Cleanup { get; init; }

    public bool Skip { get; init; }

    /// <summary>What is printed of results; none without <c>-j</c>.</summary>
    public ResultForm Results { get; init; }

    /// <summary>Retrying comes first; when it has not helped, this: cleanup before skip before quit.</summary>
    public FailureMode OnFailure => Cleanup ? FailureMode.Cleanup : Skip ? FailureMode.Skip : FailureMode.Quit;

    /// <summary>What an empty line means in the menu: the original's priority.</summary>
    public FailureAnswer MenuDefault =>
        Cleanup ? FailureAnswer.Cleanup : Retries is not null ? FailureAnswer.Retry : Skip ? FailureAnswer.Skip : FailureAnswer.Quit;

    public OperationRequest ApplyTo(OperationRequest request) => request with { OnFailure = OnFailure, RetryCount = Retries ?? 0 };
}
