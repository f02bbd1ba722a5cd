namespace EdgeProvision.Engine.Settings;

/// <summary>What the engine takes from the machine and the account that it runs under.</summary>
public interface IHostEnvironment
{
    /// <summary>The home directory; an empty text if there is none.</summary>
    string Home { get; }

    /// <summary>An environment variable, or null. An empty one counts as not set.</summary>
    string? Variable(string name);

    /// <summary>A text file, or null if it does not exist or cannot be read.</summary>
    string? ReadFile(string path);
}
