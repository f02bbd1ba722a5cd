namespace EdgeProvision.Engine.Admission;

/// <summary>One thing that is let in.</summary>
/// <param name="What">What it is.</param>
/// <param name="Reason">Why.</param>
public sealed record StandingRule(OpenPorts What, AdmissionReason Reason);
