using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Operations;

/// <summary>Something that happened in an operation.</summary>
public abstract record OperationEvent
{
    private OperationEvent()
    {
    }

    /// <summary>The plan that is about to run, after the lock was taken.</summary>
    public sealed record Started(string OperationId, Plan Plan) : OperationEvent;

    /// <summary>Somebody else works on the provision; seen again about every second.</summary>
    public sealed record WaitingForLock(string Provision, string User, string Machine, string Verb, TimeSpan Age) : OperationEvent;

    /// <summary>The work goes from one phase to the next; the words are the original's log lines (<c>Deploying</c>).</summary>
    public sealed record Phase(string Text) : OperationEvent;

    /// <summary>A step begins. <paramref name="Attempt"/> counts from 1.</summary>
    public sealed record StepStarted(PlanStep Step, int Attempt) : OperationEvent;

    /// <summary>A step says where it is. Percent is 0 to 100, or null.</summary>
    public sealed record StepProgress(PlanStep Step, string Text, int? Percent) : OperationEvent;

    /// <summary>A step ended.</summary>
    public sealed record StepEnded(PlanStep Step, StepOutcome Outcome, TimeSpan Duration, EdgeException? Error) : OperationEvent;

    /// <summary>A step of the program on a host ended.</summary>
    public sealed record HostStepEnded(string HostKey, HostStepReport Report) : OperationEvent;

    /// <summary>Something the user should know.</summary>
    public sealed record Message(MessageLevel Level, string Text) : OperationEvent;

    /// <summary>
    /// A stop was asked for, and cannot be at once: the provider has not answered the orders of machines for these hosts, and its answer is awaited
    /// at most so long. Whoever kills the process meanwhile loses nothing, the next run finds the machines by their keys.
    /// </summary>
    public sealed record Stopping(IReadOnlyList<string> Hosts, TimeSpan Longest) : OperationEvent
    {
        private const int Named = 5;

        /// <summary>What is under way: "the order of a machine for node1".</summary>
        public string Orders => $"the order of a machine for {string.Join(", ", Hosts.Take(Named))}{(Hosts.Count > Named ? FormattableString.Invariant($" and {Hosts.Count - Named} more") : "")}";

        /// <summary>All of it as sentences.</summary>
        public string Text => FormattableString.Invariant(
            $"Stopping. The provider has not answered {Orders} yet. Its answer is awaited for at most {Longest.TotalSeconds:0} s, so that no machine is paid for unnoticed.");
    }

    /// <summary>The operation ended.</summary>
    public sealed record Ended(OperationResult Result) : OperationEvent;
}
