namespace EdgeProvision.Engine.Descriptors;

/// <summary>How descriptors are read from files.</summary>
public interface IDescriptorFiles
{
    /// <summary>Reads a file. That it cannot be read is an answer, not an exception.</summary>
    /// <param name="path">A full path.</param>
    /// <param name="limit">Nothing is read of a file that is longer.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    ValueTask<DescriptorFile> ReadAsync(string path, long limit, CancellationToken cancellationToken);
}
