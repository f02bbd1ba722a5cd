namespace EdgeProvision.Sandbox.Http;

/// <summary>One answer. <c>Content-Length</c>, <c>Content-Type</c> and <c>Connection</c> are written by whoever serves it.</summary>
public sealed record HttpReply(int Status, string ContentType, byte[] Body)
{
    /// <summary>Further header lines.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How much of this answer reaches the caller. The action has happened all the same.</summary>
    public Delivery Delivery { get; init; } = Delivery.Whole;
}
