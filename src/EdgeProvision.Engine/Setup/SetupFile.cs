namespace EdgeProvision.Engine.Setup;

/// <summary>A file as it is and as it is to be.</summary>
/// <param name="Path">The file.</param>
/// <param name="Before">Its text; null when there is none.</param>
/// <param name="After">What it is to have; null when it is to go.</param>
/// <param name="IsProgram">Whether it is to be run.</param>
internal sealed record SetupFile(string Path, string? Before, string? After, bool IsProgram)
{
    /// <summary>Where another tool's file waits that has to make room, and the original of a changed one.</summary>
    public string Backup => Path + ".before-edgeprovision";

    public bool IsDifferent => Before != After;
}
