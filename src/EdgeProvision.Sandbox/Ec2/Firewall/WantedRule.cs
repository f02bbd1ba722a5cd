namespace EdgeProvision.Sandbox.Ec2.Firewall;

/// <summary>A rule that a call is to add or to take away.</summary>
internal sealed record WantedRule(Permission Permission, RulePeer Peer, string? Description);
