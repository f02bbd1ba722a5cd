using System.Management.Automation.Host;
using System.Net;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Connections;

/// <summary>Asks for what must not be seen.</summary>
internal static class SecretPrompt
{
    /// <summary>The answer; null where nobody can be asked. On the pipeline's thread.</summary>
    public static string? Ask(EdgeCmdlet cmdlet, string what)
    {
        try
        {
            cmdlet.Host.UI.Write($"{what}: ");
            return new NetworkCredential("", cmdlet.Host.UI.ReadLineAsSecureString()).Password;
        }
        catch (Exception error) when (IsNobodyThere(error))
        {
            return null;
        }
    }

    /// <summary>
    /// What hosts throw that have nobody to ask: -NonInteractive, a job, a service. PowerShell's own console does not look whether its input has ended, as a CI agent's
    /// has from the beginning, and trips over it.
    /// </summary>
    public static bool IsNobodyThere(Exception error) => error is HostException or NotImplementedException or InvalidOperationException or NullReferenceException;
}
