namespace EdgeProvision.ModelledWorld.Tests.Hosts;

/// <summary>A step failed on a modelled host, in the words that the real one's program would have said.</summary>
/// <param name="message">What it said.</param>
/// <param name="isUnknown">True where a program that only checks says that it cannot tell yet.</param>
internal sealed class StepFailedException(string message, bool isUnknown = false) : Exception(message)
{
    public bool IsUnknown { get; } = isUnknown;
}
