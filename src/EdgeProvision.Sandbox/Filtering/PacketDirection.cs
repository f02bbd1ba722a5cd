namespace EdgeProvision.Sandbox.Filtering;

/// <summary>Which way a packet goes, as its machine sees it.</summary>
public enum PacketDirection
{
    /// <summary>To the machine.</summary>
    In,

    /// <summary>From the machine.</summary>
    Out,
}
