using System.Management.Automation.Host;

namespace EdgeProvision.PowerShell.Reporting;

/// <summary>How wide a host shows progress.</summary>
internal static class ProgressWidth
{
    // The widest that PowerShell makes its bars ($PSStyle.Progress.MaxWidth) unless a user says otherwise.
    private const int Widest = 120;

    /// <summary>Its columns; the widest where it does not say.</summary>
    public static int Of(PSHost? host)
    {
        try
        {
            return host?.UI?.RawUI?.BufferSize.Width is > 0 and var width ? Math.Min(width, Widest) : Widest;
        }
        catch (Exception error) when (error is HostException or NotImplementedException or NotSupportedException)
        {
            // A host without a screen.
            return Widest;
        }
    }
}
