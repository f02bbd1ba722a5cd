namespace EdgeProvision.Engine.Descriptors;

/// <summary>Descriptors on this machine's disks.</summary>
public sealed class DiskDescriptorFiles : IDescriptorFiles
{
    /// <inheritdoc/>
    public async ValueTask<DescriptorFile> ReadAsync(string path, long limit, CancellationToken cancellationToken)
    {
        try
        {
            if (Directory.Exists(path))
                return new DescriptorFile(DescriptorFileStatus.Directory);
            if (RegularFiles.WhatElse(path) is { } other)
                return new DescriptorFile(DescriptorFileStatus.NotAFile, default, other);
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            // Read up to the limit instead of asking for the length: standard input has none. A terminal there may never say anything.
            var content = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int read; (read = await stream.ReadAsync(buffer, cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false)) > 0;)
            {
                content.Write(buffer, 0, read);
                if (content.Length > limit)
                    return new DescriptorFile(DescriptorFileStatus.TooLarge);
            }
            return new DescriptorFile(DescriptorFileStatus.Read, content.ToArray());
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new DescriptorFile(DescriptorFileStatus.Missing);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new DescriptorFile(DescriptorFileStatus.Unreadable, default, exception.Message);
        }
    }
}
