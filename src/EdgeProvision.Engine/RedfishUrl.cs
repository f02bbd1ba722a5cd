namespace EdgeProvision.Engine;

/// <summary>The address of a Redfish service, as a descriptor gives it.</summary>
internal static class RedfishUrl
{
    /// <summary>What is wrong with it, or null; said without repeating the value: a password may stand in it.</summary>
    public static string? Mistake(string text) => !Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0
        ? "is no address that starts with https://"
        : url.UserInfo.Length > 0 ? "has a user name or password in it"
        : url.Query.Length > 0 || url.Fragment.Length > 0 ? "has a '?' or '#' in it"
        : url.Scheme == "http" && !url.IsLoopback ? "starts with http:// and is not this machine, so that the password would travel in clear" : null;
}
