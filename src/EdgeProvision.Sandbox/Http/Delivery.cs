namespace EdgeProvision.Sandbox.Http;

/// <summary>What becomes of an answer on its way to the caller.</summary>
public enum Delivery
{
    /// <summary>It arrives.</summary>
    Whole,

    /// <summary>The connection is closed in an orderly way before the first byte of the answer.</summary>
    Dropped,

    /// <summary>The connection is reset before the first byte of the answer.</summary>
    Reset,

    /// <summary>The header and half of the body arrive, then the connection is closed.</summary>
    Truncated,
}
