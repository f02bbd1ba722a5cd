namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>Some bytes, and then the connection is gone.</summary>
internal sealed class BrokenOffStream(byte[] bytes) : MemoryStream(bytes)
{
    public override int Read(byte[] buffer, int offset, int count) => AtEnd(base.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => AtEnd(base.Read(buffer));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    private static int AtEnd(int count) => count > 0 ? count : throw new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.");
}
