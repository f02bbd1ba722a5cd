namespace EdgeProvision.Cli;

/// <summary>The original's exit codes; scripts test for them.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>Everything that is not a success: the original exits with -1.</summary>
    public const int Failure = 255;
}
