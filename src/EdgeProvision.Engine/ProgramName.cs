namespace EdgeProvision.Engine;

/// <summary>The name of a program in the user's own folder.</summary>
internal static class ProgramName
{
    /// <summary>True for a bare name, that leads out of no folder.</summary>
    public static bool IsBare(string name) => name is not ("." or "..") && name.IndexOfAny(['/', '\\', ':', '\0']) < 0;
}
