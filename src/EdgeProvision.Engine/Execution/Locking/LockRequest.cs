namespace EdgeProvision.Engine.Execution.Locking;

/// <summary>What is needed to take a provision's lock.</summary>
/// <param name="Provision">The provision's name.</param>
/// <param name="User">The OpenNebula user who asks.</param>
/// <param name="OperationId">The operation, a UUID: how a lock whose answer was lost is recognised as one's own.</param>
/// <param name="Verb">What it will do.</param>
/// <param name="Timeout">How long to wait.</param>
public sealed record LockRequest(string Provision, string User, string OperationId, string Verb, TimeSpan Timeout);
