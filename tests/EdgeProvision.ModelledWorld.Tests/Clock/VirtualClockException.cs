namespace EdgeProvision.ModelledWorld.Tests.Clock;

/// <summary>The modelled world hangs: a deadlock, or a wait without end.</summary>
internal sealed class VirtualClockException(string message) : Exception(message);
