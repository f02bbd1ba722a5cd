namespace EdgeProvision.Engine.Hosts;

/// <summary>What to start the system's <c>ssh</c> with. Its temporary known_hosts (the pin) and key file go with disposal.</summary>
/// <param name="Program">The executable's name.</param>
/// <param name="Arguments">Arguments before the remote command.</param>
public sealed record SshSession(string Program, IReadOnlyList<string> Arguments) : IDisposable
{
    /// <summary>Removes the temporary files.</summary>
    public required Action CleanUp { private get; init; }

    /// <inheritdoc/>
    public void Dispose() => CleanUp();
}
