namespace EdgeProvision.Sandbox.Ec2.Limits;

/// <summary>A bucket that starts full and refills at a steady rate.</summary>
internal sealed class TokenBucket(int size, double refill, DateTimeOffset start)
{
    private double _content = size;
    private DateTimeOffset _filledAt = start;

    public int Size { get; } = size;

    public double Refill { get; } = refill;

    /// <summary>Takes so many tokens; false, and nothing taken, when there are fewer.</summary>
    public bool TryTake(int count, DateTimeOffset now)
    {
        _content = Math.Min(Size, _content + (Math.Max(0, (now - _filledAt).TotalSeconds) * Refill));
        _filledAt = now;
        if (_content < count)
            return false;
        _content -= count;
        return true;
    }
}
