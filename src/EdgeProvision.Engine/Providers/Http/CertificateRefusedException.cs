using System.Security.Authentication;

namespace EdgeProvision.Engine.Providers.Http;

/// <summary>A service showed a certificate that is not accepted.</summary>
/// <param name="fingerprint">Its SHA-256, in hex.</param>
/// <param name="why">What is wrong with it, as the end of "a certificate that …".</param>
internal sealed class CertificateRefusedException(string fingerprint, string why) : AuthenticationException($"The certificate {fingerprint} {why}.")
{
    public string Fingerprint => fingerprint;

    public string Why => why;
}
