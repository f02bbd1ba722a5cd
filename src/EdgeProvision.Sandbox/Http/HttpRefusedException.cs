namespace EdgeProvision.Sandbox.Http;

/// <summary>The bytes received are no request that this server takes; the caller gets <see cref="Status"/>.</summary>
internal sealed class HttpRefusedException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
