namespace EdgeProvision.ModelledWorld.Tests.Hosts;

/// <summary>A step failed on a modelled host, in the words that the real one's program would have said.</summary>
internal sealed class StepFailedException(string message) : Exception(message);
