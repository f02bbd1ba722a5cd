namespace EdgeProvision.Engine.Hosts.Keys;

/// <summary>An ssh_config file on this machine, edited under a lock.</summary>
public sealed class SshConfigFile(string path, TimeProvider time)
{
    /// <summary>Puts a host's lines in, in the place of those that it has.</summary>
    public Task ReplaceAsync(string name, string address, CancellationToken cancellationToken) =>
        new LockedTextFile(path, time).EditAsync(text => SshConfigDocument.Replace(text, name, address), cancellationToken);

    /// <summary>Takes a host's lines out.</summary>
    public Task RemoveAsync(string name, CancellationToken cancellationToken) =>
        File.Exists(path) ? new LockedTextFile(path, time).EditAsync(text => SshConfigDocument.Remove(text, name), cancellationToken) : Task.CompletedTask;
}
