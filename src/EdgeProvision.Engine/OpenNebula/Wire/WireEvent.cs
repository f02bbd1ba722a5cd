namespace EdgeProvision.Engine.OpenNebula;

/// <summary>One attempt at one call, for the debug stream. It carries no text that was sent or received.</summary>
/// <param name="Method">For example <c>one.host.update</c>.</param>
/// <param name="Arguments">The arguments after the session: numbers as they are, texts as their length.</param>
/// <param name="Lane">The connections it went over.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="Duration">From the moment that it had a connection to the answer.</param>
/// <param name="Outcome"><c>ok</c>, or the code of the error.</param>
/// <param name="AnswerBytes">The size of the answer's body.</param>
public sealed record WireEvent(
    string Method, string Arguments, CallLane Lane, int Attempt, TimeSpan Duration, string Outcome, int AnswerBytes)
{
    /// <summary>One line for a log.</summary>
    public override string ToString() => FormattableString.Invariant($"{Method}({Arguments}) -> {Outcome} ({Duration.TotalMilliseconds:0} ms, {AnswerBytes} bytes, attempt {Attempt})");
}
