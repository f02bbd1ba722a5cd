namespace EdgeProvision.Engine.Hosts.Files;

/// <summary>A channel over which bytes can be sent to a command and read from it as they come.</summary>
public interface IHostFiles
{
    /// <summary>Runs a command as root and talks to it; its end is awaited.</summary>
    /// <param name="command">A simple command.</param>
    /// <param name="talk">Reads and writes; it blocks, and has a thread of its own. The command's input ends when it returns.</param>
    /// <param name="cancellationToken">Stops, and ends the command on the host.</param>
    /// <returns>How the command ended, with what it wrote to standard error.</returns>
    Task<CommandResult> StreamAsync(string command, Action<Stream, Stream> talk, CancellationToken cancellationToken);
}
