namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>Where parts of a kind are. Each provision that has a network of its own has parts of all kinds but the last.</summary>
internal enum PartPlace
{
    /// <summary>By itself: the VPC, and the gateway, which is there before it is attached.</summary>
    Alone,

    /// <summary>In a VPC, which cannot go before it.</summary>
    InVpc,

    /// <summary>In a VPC, and machines are in it: while they are, nothing of the network may go.</summary>
    HoldsMachines,

    /// <summary>
    /// One that not every network has. Whoever may not look at carrier gateways sees by the VPC that there is none; whoever may not look at key pairs has imported none, since that begins with a look.
    /// </summary>
    Sometimes,
}
