namespace EdgeProvision.Sandbox.Packet;

/// <summary>An API token and the project that it opens.</summary>
public sealed record PacketTenant(string Token, string ProjectId, string ProjectName)
{
    /// <summary>Without the token, which is a secret.</summary>
    public override string ToString() => $"{ProjectName} ({ProjectId})";
}
