namespace EdgeProvision.Engine.Hosts.Keys;

/// <summary>A known_hosts file on this machine, edited under a lock.</summary>
public sealed class KnownHostsFile(string path, TimeProvider time)
{
    /// <summary>Replaces whatever stands for these names by one line with the key.</summary>
    public Task ReplaceAsync(IReadOnlyCollection<string> names, string hostKey, CancellationToken cancellationToken) =>
        EditAsync(document => document.Replace(names, hostKey), cancellationToken);

    /// <summary>Removes whatever stands for these names.</summary>
    public Task RemoveAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        File.Exists(path) ? EditAsync(document => document.Remove(names), cancellationToken) : Task.CompletedTask;

    private Task EditAsync(Action<KnownHostsDocument> change, CancellationToken cancellationToken) =>
        new LockedTextFile(path, time).EditAsync(
            text =>
            {
                KnownHostsDocument document = new(text);
                change(document);
                return document.ToString();
            },
            cancellationToken);
}
