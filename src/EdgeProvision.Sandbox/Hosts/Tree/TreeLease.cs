namespace EdgeProvision.Sandbox.Hosts.Tree;

/// <summary>The shared operating system, which stays as long as this is held.</summary>
internal sealed record TreeLease(string Path, FileStream Lock) : IDisposable
{
    public void Dispose() => Lock.Dispose();
}
