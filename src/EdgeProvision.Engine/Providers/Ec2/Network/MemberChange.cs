namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>What becomes of the members of an overlay that are let in, beside those that are named.</summary>
internal enum MemberChange
{
    /// <summary>They stay.</summary>
    Add,

    /// <summary>They are let in no more.</summary>
    Replace,
}
