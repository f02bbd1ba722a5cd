namespace EdgeProvision.Sandbox.Redfish;

/// <summary>The service refuses a call.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">The message's name in the Base registry: <c>ActionParameterNotSupported</c>.</param>
/// <param name="text">What it says.</param>
internal sealed class RedfishRefusedException(int status, string code, string text) : Exception(text)
{
    public int Status => status;

    public string Code => code;

    public static RedfishRefusedException NotFound(string path) => new(404, "ResourceMissingAtURI", $"The resource at the URI '{path}' was not found.");
}
