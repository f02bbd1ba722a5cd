using EdgeProvision.Engine.Descriptors;

namespace EdgeProvision.Engine.Tests.Descriptors;

/// <summary>Files in memory, by full path.</summary>
internal sealed class MemoryFiles(Dictionary<string, byte[]> files) : IDescriptorFiles
{
    public ValueTask<DescriptorFile> ReadAsync(string path, long limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            !files.TryGetValue(path, out var content)
                ? new DescriptorFile(files.Keys.Any(file => file.StartsWith(path + "/", StringComparison.Ordinal)) ? DescriptorFileStatus.Directory : DescriptorFileStatus.Missing)
            : content.Length > limit ? new DescriptorFile(DescriptorFileStatus.TooLarge)
            : new DescriptorFile(DescriptorFileStatus.Read, content));
}
