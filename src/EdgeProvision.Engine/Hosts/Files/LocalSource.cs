namespace EdgeProvision.Engine.Hosts.Files;

/// <summary>A file of this machine on its way to a host. What grows meanwhile is sent as long as it was.</summary>
internal sealed class LocalSource : IAsyncDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly FileStream _file;
    private int _count;

    /// <summary>Opens it and reads its beginning: an input that ends without a byte would not end on the host, so what cannot be read must show before.</summary>
    public LocalSource(string path)
    {
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            Length = _file.Length;
            _count = Read(Length);
            if (_count == 0 && Length > 0)
                throw new IOException("It has less in it than its size says.");
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public long Length { get; }

    /// <summary>Why it could not be read to its end.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Writes it all, or less when it cannot be read or was cut meanwhile: the host sees that by the length.</summary>
    public void Send(Stream input, Action<long> sent, CancellationToken cancellationToken)
    {
        for (var left = Length; left > 0 && _count > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            input.Write(_buffer, 0, _count);
            left -= _count;
            sent(_count);
            try
            {
                _count = Read(left);
            }
            catch (Exception error) when (CopyErrors.IsOfThisMachine(error))
            {
                Failure = error;
                return;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private int Read(long left) => _file.Read(_buffer, 0, (int)Math.Min(_buffer.Length, left));
}
